// What a page weighs on its way, and what it is forbidden.

import assert from 'node:assert/strict';

import { register } from './support/account.mjs';
import { stage } from './support/stage.mjs';
import { settle, tour } from './support/tour.mjs';

const scene = stage();

// Bytes over the wire, with the headers: usable within a second of a slow phone's network.
const SCRIPT = 20_000;
const STYLE = 15_000;

// Bytes of each response as they came over the wire, by the kind of what was loaded.
async function weigh(page, open) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const weights = { Script: 0, Stylesheet: 0, Font: 0, Image: 0 };
  const encodings = [];
  const loading = new Map();
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type in weights) loading.set(requestId, type);
    if (type === 'Script' || type === 'Stylesheet') encodings.push(response.headers['content-encoding']);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = loading.get(requestId);
    if (kind) weights[kind] += encodedDataLength;
    loading.delete(requestId);
  });
  await open(page);
  while (loading.size) await new Promise((resolve) => session.once('Network.loadingFinished', resolve));
  await session.detach();
  return { weights, encodings };
}

scene('The form, the heaviest page, keeps to its weight', async (stage) => {
  const page = await stage.person();
  const heavy = {};
  for (const path of ['/', '/submit', '/submit?category=housing.charges', '/status', '/sign-in', '/register', '/developers']) {
    const { weights, encodings } = await weigh(page, (it) => it.goto(path));
    heavy[path] = weights;
    assert.ok(weights.Script <= SCRIPT, `${path}: ${weights.Script} bytes of script`);
    assert.ok(0 < weights.Stylesheet && weights.Stylesheet <= STYLE, `${path}: ${weights.Stylesheet} bytes of style`);
    assert.equal(weights.Font, 0, path);
    // The icon of the tab is all.
    assert.ok(weights.Image <= 1000, `${path}: ${weights.Image} bytes of images`);
    // Chromium asks for br over TLS and of its own machine.
    for (const one of encodings) assert.equal(one, 'br', path);
  }
  assert.ok(heavy['/submit?category=housing.charges'].Script > 1000, 'scripts were weighed');
  assert.ok(heavy['/'].Script < 1000, 'the start page needs none');
});

scene('A card and a receipt keep to their weight', async (stage) => {
  const page = await stage.person();
  await page.goto('/');
  const stops = tour(await settle(stage.staff)).filter(({ name }) => /receipt|card, answered/.test(name));
  for (const { name, open } of stops) {
    await open(page);
    // A card holds a stream open: it is never idle.
    const { weights } = await weigh(page, (it) => it.reload({ waitUntil: 'load' }));
    assert.ok(weights.Script > 0 && weights.Stylesheet > 0, `${name} was weighed`);
    assert.ok(weights.Script <= SCRIPT && weights.Stylesheet <= STYLE, `${name}: ${JSON.stringify(weights)}`);
  }
});

scene('What somebody known is shown keeps to its weight, too', async (stage) => {
  const page = await stage.person();
  await register(page, stage.server);
  for (const path of ['/cabinet', '/cabinet/security', '/submit?category=portal.technical_fault', '/submit?category=housing.charges']) {
    const { weights } = await weigh(page, (it) => it.goto(path));
    assert.ok(weights.Script <= SCRIPT && weights.Stylesheet <= STYLE, `${path}: ${JSON.stringify(weights)}`);
  }
});

scene('Every page forbids scripts and styles in its text, and other hosts', async (stage) => {
  for (const path of ['/', '/submit', '/submit?category=roads.surface', '/status', '/sign-in', '/register', '/recovery', '/invitation', '/developers', '/nothing-here', '/receipt/2026-0000001-3']) {
    const answer = await fetch(stage.server.url + path, { headers: { Accept: 'text/html' } });
    const policy = answer.headers.get('content-security-policy') ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe-|\*|https?:/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff', path);
    const text = await answer.text();
    assert.doesNotMatch(text, /<script(?![^>]*\ssrc=)|\son[a-z]+="|\sstyle="|javascript:/i, path);
  }
});

scene('A script in what people wrote stays text', async (stage) => {
  const evil = '<script>document.title="x"</script><img src=x onerror=alert(1)>';
  const appeal = await stage.staff.register({ title: `Яма ${evil}`, text: `Глубокая яма у дома. ${evil}` });
  const page = await stage.person();
  await page.goto('/status');
  await page.locator('#number').fill(appeal.number);
  await page.locator('#access_code').fill(appeal.code);
  await page.locator('main form button').click();
  assert.equal(await page.locator('#card h1').textContent(), `Яма ${evil}`);
  assert.notEqual(await page.title(), 'x');
});
