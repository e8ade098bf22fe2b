// Above what a network has free, an appeal needs a proof of work: the form makes it by itself, a browser
// without scripts waits, and a program uses a library of the protocol.

import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';

import { extractParams, solveChallenge, verifySolution } from 'altcha-lib/v1';

import { fillSteps, POTHOLE, receipt, fillApplicant, fillDetails, fillWhat } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const SECRET_KEY = 'secret-key-of-the-browser-tests-0123456789';
const scene = stage({ client_address_header: 'X-Real-IP', secret_key: SECRET_KEY });

// The page's console tells of the answer that asks for a proof.
const ASKED = [/status of 403/];

// Appeals that a network may send without a proof.
const FREE = 10;

const BODY = {
  type: 'complaint',
  category: 'roads.surface',
  region: '62',
  title: 'Яма у дома 5 по улице Ленина',
  text: 'Глубокая яма напротив дома 5, машины объезжают её по тротуару.',
  applicant: { last_name: 'Иванова', first_name: 'Анна', phone: '+7 912 345-67-89' },
  fields: { address: 'ул. Ленина, 5' },
};

const register = (stage, address, headers = {}) =>
  fetch(`${stage.server.url}/api/v1/appeals`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Real-IP': address, ...headers },
    body: JSON.stringify(BODY),
  });

async function useUp(stage, network) {
  for (let host = 1; host <= FREE; host += 1) {
    const answer = await register(stage, `${network}.${host}`);
    assert.equal(answer.status, 201, await answer.text());
  }
}

scene('A library of the protocol solves our challenge, and knows it for ours', async (stage) => {
  await useUp(stage, '192.0.2');
  const refusal = await register(stage, '192.0.2.99');
  assert.equal(refusal.status, 403);
  const { challenge } = await refusal.json();
  const minutes = (Number(extractParams(challenge).expires) - Date.now() / 1000) / 60;
  assert.ok(15 < minutes && minutes <= 20, `${minutes} minutes`);
  const { algorithm, salt, maxnumber, signature } = challenge;
  const { number } = await solveChallenge(challenge.challenge, salt, algorithm, maxnumber).promise;
  const payload = { algorithm, challenge: challenge.challenge, number, salt, signature };
  // As docs/security.md says: HMAC-SHA-256 under the hash of secret_key.
  const key = createHmac('sha256', createHash('sha256').update(SECRET_KEY).digest()).update('otklik Proof').digest('hex');
  assert.equal(await verifySolution(payload, key), true);
  assert.equal(await verifySolution(payload, 'another key'), false);
  const proof = { 'Otklik-Proof': btoa(JSON.stringify(payload)) };
  assert.equal((await register(stage, '192.0.2.99', proof)).status, 201);
  assert.equal((await register(stage, '192.0.2.99', proof)).status, 403);
});

scene('The form makes the proof by itself when it is asked for one', async (stage) => {
  await useUp(stage, '203.0.113');
  const page = await stage.person({ expects: ASKED, extraHTTPHeaders: { 'X-Real-IP': '203.0.113.77' } });
  const loaded = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await fillSteps(page);
  assert.ok(!loaded.includes('/static/proof.js'), 'nobody computes before it is asked for');
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  assert.equal((await stage.staff.card(number)).title, POTHOLE.title);
  assert.ok(loaded.includes('/static/proof.js'));
  assert.equal(loaded.filter((path) => path === '/api/v1/appeals').length, 2);
});

scene('Without scripts the form says to wait, and gets through with everything typed once', async (stage) => {
  await useUp(stage, '198.51.100');
  const page = await stage.person({ javaScriptEnabled: false, expects: ASKED, extraHTTPHeaders: { 'X-Real-IP': '198.51.100.77' } });
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await fillWhat(page);
  await fillDetails(page);
  await fillApplicant(page);
  await page.locator('[data-send]').click();
  await page.locator('#errors').waitFor();
  assert.match(await page.locator('#errors').innerText(), /Подождите 5 секунд/);
  assert.equal(await page.locator('#title').inputValue(), POTHOLE.title);
  // As an impatient person does: again and again, until it is taken.
  const deadline = Date.now() + 60_000;
  while (!page.url().includes('/receipt/')) {
    assert.ok(Date.now() < deadline, await page.locator('main').innerText());
    await page.locator('[data-send]').click();
    await page.locator('#errors, #code').first().waitFor();
  }
  await receipt(page);
});
