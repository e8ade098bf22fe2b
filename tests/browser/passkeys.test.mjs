// Passkeys, with the virtual authenticators of Chromium (WebAuthn level 3, 11).

import assert from 'node:assert/strict';
import { after } from 'node:test';

import { lyingProvider, variables } from './support/provider.mjs';
import { stage } from './support/stage.mjs';
import { Visitor } from './support/visitor.mjs';

const provider = await lyingProvider();
const scene = stage(variables(provider.url));
after(() => provider.stop());

// Passkeys are bound to a name, which an address of numbers is not.
const named = (stage) => stage.server.url.replace('127.0.0.1', 'localhost');

let people = 0;

// Somebody new, signed in through the provider in a browser that has a device for passkeys.
async function person(stage, { expects = [], ...device } = {}) {
  const url = named(stage);
  const visitor = new Visitor();
  provider.state.person = { sub: `person-${(people += 1)}` };
  const { body } = await visitor.call('POST', `${url}/sign-in/oidc`, { form: {} });
  const left = await visitor.call('GET', body.location);
  const back = await visitor.call('GET', left.headers.get('location'), { headers: { 'User-Agent': AGENT } });
  assert.equal(back.status, 200, back.text);
  const page = await stage.person({ url, expects, userAgent: AGENT });
  await page.context().addCookies([{ name: 'session', value: visitor.cookie(url, 'session'), url }]);
  const id = await plug(page, device);
  return { page, ...id, account: back.body.account.id };
}

// The kind of browser belongs to the session, so that both have to say the same.
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

async function plug(page, options = {}) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...options,
    },
  });
  return { cdp, authenticatorId };
}

const addPasskey = async (page) => {
  await page.goto('/cabinet/security');
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/factors/passkeys'));
  await page.getByRole('button', { name: 'Добавить ключ доступа' }).click();
  assert.equal((await kept).status(), 201);
  await page.getByRole('button', { name: 'Отключить Ключ доступа' }).waitFor();
};

const signIn = async (page) => {
  await page.goto('/sign-in');
  const shown = page.waitForResponse((answer) => answer.url().endsWith('/session/passkey'));
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  return shown;
};

const whoIs = async (page) => (await page.evaluate(() => fetch('/api/v1/session').then((answer) => answer.json()))).account?.id;

scene('A passkey is added, and then signs its owner in without a password', async (stage) => {
  const { page, account, cdp, authenticatorId } = await person(stage);
  await addPasskey(page);
  const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal(credentials.length, 1);
  assert.equal(credentials[0].rpId, 'localhost');
  await page.context().clearCookies();
  assert.equal(await whoIs(page), undefined);
  assert.equal((await signIn(page)).status(), 200);
  await page.waitForURL(/\/cabinet/);
  assert.equal(await whoIs(page), account);
});

scene('A device keeps one passkey for an account', async (stage) => {
  const { page } = await person(stage);
  await addPasskey(page);
  await page.goto('/cabinet/security');
  await page.getByRole('button', { name: 'Добавить ключ доступа' }).click();
  await page.getByText('Этот ключ уже добавлен.').waitFor();
});

scene('A passkey whose device does not check who holds it does not stand alone', async (stage) => {
  const { page, cdp, authenticatorId } = await person(stage, { expects: [/status of 401/] });
  await addPasskey(page);
  await page.context().clearCookies();
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  await page.getByText('Не получилось: запрос отменён или истёк.').waitFor();
  assert.equal(await whoIs(page), undefined);
});

scene('An answer works once, whoever sends it', async (stage) => {
  const { page } = await person(stage, { expects: [/status of 401/] });
  await addPasskey(page);
  await page.context().clearCookies();
  const answer = await signIn(page);
  const sent = answer.request().postDataJSON();
  await page.waitForURL(/\/cabinet/);
  const replay = await new Visitor().call('POST', `${named(stage)}/api/v1/session/passkey`, { json: sent });
  assert.equal(replay.status, 401);
  assert.equal(replay.body.code, 'passkey_refused');
});

scene('A copy of a passkey is found by its counter', async (stage) => {
  const { page, cdp, authenticatorId } = await person(stage, { expects: [/status of 401/] });
  await addPasskey(page);
  await page.context().clearCookies();
  const { credentials: [early] } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  assert.equal((await signIn(page)).status(), 200);
  await page.waitForURL(/\/cabinet/);
  await page.context().clearCookies();
  // The copy was made before the passkey was last used.
  await cdp.send('WebAuthn.removeCredential', { authenticatorId, credentialId: early.credentialId });
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: early });
  assert.equal((await signIn(page)).status(), 401);
  assert.equal(await whoIs(page), undefined);
});

scene('An account with a passkey asks for it after the provider’s word', async (stage) => {
  const { page, account } = await person(stage, { expects: [/status of 401/] });
  await addPasskey(page);
  const url = named(stage);
  const visitor = new Visitor();
  const { body } = await visitor.call('POST', `${url}/sign-in/oidc`, { form: {} });
  const left = await visitor.call('GET', body.location);
  const back = await visitor.call('GET', left.headers.get('location'));
  assert.equal(back.body.state, 'second_factor', back.text);
  assert.deepEqual(back.body.methods, ['passkey']);
  assert.equal(visitor.cookie(url, 'session'), undefined);

  // In the browser of its owner the passkey finishes the sign-in.
  await page.context().clearCookies();
  await page.goto('/sign-in');
  const state = await page.evaluate(finish, back.body.ticket);
  assert.equal(state.state, 'signed_in', JSON.stringify(state));
  assert.equal(await whoIs(page), account);
  // The ticket is spent.
  const again = await page.evaluate((ticket) => fetch('/api/v1/session/passkey/options', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ticket }),
  }).then((answer) => answer.status), back.body.ticket);
  assert.equal(again, 401);
});

// What the page of the second step does.
async function finish(ticket) {
  const call = async (path, body) => {
    const answer = await fetch(`/api/v1/session/passkey${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  const { public_key: options } = await call('/options', { ticket });
  const shown = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  return call('', { ticket, credential: shown.toJSON() });
}

scene('A challenge of one account adds nothing to another', async (stage) => {
  const first = await person(stage, { expects: [/status of 401/] });
  const second = await person(stage, { expects: [/status of 401/] });
  const make = () => fetch('/api/v1/account/factors/passkeys/options', { method: 'POST', headers: { Accept: 'application/json' } })
    .then((answer) => answer.json())
    .then(({ public_key: options }) => navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }))
    .then((made) => made.toJSON());
  const send = (credential) => fetch('/api/v1/account/factors/passkeys', {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ credential }),
  }).then((answer) => answer.status);
  await first.page.goto('/status');
  await second.page.goto('/status');
  const credential = await first.page.evaluate(make);
  assert.equal(await second.page.evaluate(send, credential), 401);
  // It was spent by the attempt.
  assert.equal(await first.page.evaluate(send, credential), 401);
  const fresh = await first.page.evaluate(make);
  assert.equal(await first.page.evaluate(send, fresh), 201);
});
