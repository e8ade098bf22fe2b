// Sign-in through an identity provider: a real one, and one that lies.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { forged, lyingProvider, realProvider, variables } from './support/provider.mjs';
import { startServer } from './support/server.mjs';
import { Visitor } from './support/visitor.mjs';

const CALLBACK = '/sign-in/oidc/callback';

// Leaves for the provider: where it leads.
async function leave(visitor, server, options) {
  const left = await visitor.call('POST', `${server.url}/sign-in/oidc`, { form: {}, ...options });
  assert.equal(left.status, 200, left.text);
  return left.body.location;
}

// Leaves for the provider and comes back: what the callback answers.
async function round(visitor, server) {
  const left = await visitor.call('GET', await leave(visitor, server));
  return visitor.call('GET', left.headers.get('location'));
}

const account = async (visitor, server) => (await visitor.call('GET', `${server.url}/api/v1/session`)).body.account;

describe('A real provider', () => {
  let provider;
  let server;
  before(async () => {
    provider = await realProvider();
    server = await startServer(variables(provider.url));
    provider.start(`${server.url}${CALLBACK}`);
  });
  after(() => Promise.all([server?.stop(), provider?.stop()]));

  test('signs somebody in, to a new account the first time and to the same one afterwards', async () => {
    provider.state.person = { sub: 'anna', family_name: 'Иванова', given_name: 'Анна', email: 'anna@example.ru', email_verified: true };
    const seen = new Set();
    for (let time = 0; time < 2; time += 1) {
      const visitor = new Visitor();
      const back = await visitor.follow(await leave(visitor, server));
      assert.equal(new URL(back.url).pathname, CALLBACK, back.text);
      assert.equal(back.body.state, 'signed_in');
      assert.equal(back.body.account.role, 'citizen');
      seen.add((await account(visitor, server)).id);
      assert.equal(visitor.cookie(server.url, 'departure'), undefined);
    }
    assert.equal(seen.size, 1);
    provider.state.person = { sub: 'boris', family_name: 'Петров', given_name: 'Борис' };
    const other = new Visitor();
    await other.follow(await leave(other, server));
    seen.add((await account(other, server)).id);
    assert.equal(seen.size, 2);
  });

  test('a page goes on to it by itself, and forms lead nowhere else', async () => {
    const visitor = new Visitor();
    const left = await visitor.call('POST', `${server.url}/sign-in/oidc`, {
      form: { return_to: '/status' },
      headers: { Accept: 'text/html' },
    });
    assert.equal(left.status, 200);
    const [, to] = /^0; url=(.*)$/.exec(left.headers.get('refresh'));
    assert.equal(new URL(to).origin, provider.url);
    assert.match(left.headers.get('content-security-policy'), /form-action 'self'/);
    for (const part of ['code_challenge_method=S256', 'response_type=code', 'nonce=', 'state=']) assert.ok(to.includes(part), to);
  });
});

describe('A provider that lies', () => {
  let provider;
  let server;
  before(async () => {
    provider = await lyingProvider();
    server = await startServer(variables(provider.url));
  });
  after(() => Promise.all([server?.stop(), provider?.stop()]));

  const refused = async (what, bend, status = 502, code = 'provider_refused') => {
    provider.state.person = { sub: 'liar' };
    provider.state.bend = bend;
    const visitor = new Visitor();
    const answer = await round(visitor, server);
    provider.state.bend = {};
    assert.equal(answer.status, status, `${what}: ${answer.text}`);
    assert.equal(answer.body.code, code, what);
    assert.equal(visitor.cookie(server.url, 'session'), undefined, what);
  };

  test('is believed while it tells the truth', async () => {
    provider.state.person = { sub: 'honest' };
    const visitor = new Visitor();
    const answer = await round(visitor, server);
    assert.equal(answer.status, 200, answer.text);
    assert.ok(visitor.cookie(server.url, 'session'));
  });

  test('is not believed when the token is not what it should be', async () => {
    const at = Math.floor(Date.now() / 1000);
    await refused('another nonce', { claims: { nonce: 'another' } });
    await refused('no nonce', { claims: { nonce: undefined } });
    await refused('another audience', { claims: { aud: 'another' } });
    await refused('several audiences', { claims: { aud: ['otklik', 'another'] } });
    await refused('another party', { claims: { azp: 'another' } });
    await refused('another issuer', { claims: { iss: 'https://id.example' } });
    await refused('an old token', { claims: { exp: at - 120 } });
    await refused('a token of tomorrow', { claims: { iat: at + 86_400 } });
    await refused('no subject', { claims: { sub: undefined } });
    await refused('no signature', { header: { alg: 'none' }, signature: forged.none });
    await refused('key confusion', { header: { alg: 'HS256' }, signature: forged.confused });
    await refused('the key of a stranger', { signature: forged.stranger });
    await refused('an unknown key', { header: { kid: 'b' } });
    await refused('somebody else’s claims', { userinfo: { sub: 'another' } });
    await refused('no token', { tokens: { id_token: undefined } });
    await refused('no JSON', { tokens: { id_token: 'a.b' } });
  });

  test('is not believed when the way back is not what it should be', async () => {
    await refused('another issuer of the redirect', { redirect: { iss: 'https://id.example' } });
    await refused('no code', { redirect: { code: undefined } });
    await refused('an error', { redirect: { error: 'server_error', code: undefined } });
    await refused('a refusal', { redirect: { error: 'access_denied', code: undefined } }, 403, 'sign_in_cancelled');
    await refused('another state', { redirect: { state: 'A'.repeat(43) } }, 400, 'sign_in_lost');
    await refused('no state', { redirect: { state: undefined } }, 400, 'sign_in_lost');
  });

  test('cannot keep us waiting, nor make us read without end', async () => {
    const unavailable = (what, answer) => refused(what, { answers: { '/token': answer } }, 502, 'provider_unavailable');
    await unavailable('an endless answer', (response) => {
      const more = () => response.writable && response.write('x'.repeat(65_536), more);
      response.on('error', () => {});
      more();
    });
    await unavailable('a connection that is cut', (response) => response.destroy());
    const begun = Date.now();
    await unavailable('silence', () => {});
    assert.ok(Date.now() - begun < 20_000);
    await refused('an error', { answers: { '/token': (response) => response.writeHead(500).end() } });
    await refused('a redirect', { answers: { '/token': (response) => response.writeHead(302, { location: '/me' }).end() } });
  });

  test('a return works once, and only in the browser that left', async () => {
    provider.state.person = { sub: 'once' };
    const visitor = new Visitor();
    const left = await visitor.call('GET', await leave(visitor, server));
    const back = left.headers.get('location');
    const stranger = new Visitor();
    assert.equal((await stranger.call('GET', back)).body.code, 'sign_in_lost');
    await leave(stranger, server);
    assert.equal((await stranger.call('GET', back)).body.code, 'sign_in_lost');
    assert.equal((await visitor.call('GET', back)).status, 200);
    assert.equal((await visitor.call('GET', back)).body.code, 'sign_in_lost');
    const again = visitor.cookie(server.url, 'session');
    await visitor.call('GET', back);
    assert.equal(visitor.cookie(server.url, 'session'), again);
  });

  test('nobody is led to another site afterwards', async () => {
    for (const returnTo of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example']) {
      const visitor = new Visitor();
      const left = await visitor.call('GET', await leave(visitor, server, { form: { return_to: returnTo } }));
      const back = await visitor.call('GET', left.headers.get('location'), { headers: { Accept: 'text/html' } });
      assert.equal(back.status, 303);
      assert.equal(back.headers.get('location'), '/cabinet', returnTo);
    }
  });

  test('accounts are linked, never merged', async () => {
    const person = { email: 'vera@example.ru', email_verified: true, family_name: 'Сидорова', given_name: 'Вера' };
    provider.state.person = { sub: 'vera', ...person };
    const vera = new Visitor();
    assert.equal((await round(vera, server)).status, 200);
    const own = await account(vera, server);

    // Another identity with the same address gets no session, and is told what to do.
    provider.state.person = { sub: 'vera-2', ...person };
    const second = new Visitor();
    const refusal = await round(second, server);
    assert.equal(refusal.status, 409);
    assert.equal(refusal.body.code, 'link_needed');
    assert.equal(await account(second, server), undefined);

    // Signed in, they link it; then it leads to the same account.
    const begun = await vera.call('POST', `${server.url}/api/v1/account/links`, { json: { kind: 'oidc' } });
    assert.equal(begun.status, 200, begun.text);
    const left = await vera.call('GET', begun.body.location);
    const linked = await vera.call('GET', left.headers.get('location'));
    assert.equal(linked.status, 303, linked.text);
    assert.equal((await round(second, server)).status, 200);
    assert.equal((await account(second, server)).id, own.id);

    // Somebody else cannot have it too, nor finish a link that another began.
    provider.state.person = { sub: 'gleb' };
    const gleb = new Visitor();
    await round(gleb, server);
    provider.state.person = { sub: 'vera-2', ...person };
    const theirs = await gleb.call('POST', `${server.url}/api/v1/account/links`, { json: { kind: 'oidc' } });
    const away = await gleb.call('GET', theirs.body.location);
    const taken = await gleb.call('GET', away.headers.get('location'));
    assert.equal(taken.body.code, 'link_taken');
    assert.notEqual((await account(gleb, server)).id, own.id);
  });

  test('an address that the provider did not confirm is nobody’s', async () => {
    const person = { email: 'dora@example.ru', email_verified: true };
    provider.state.person = { sub: 'dora', ...person };
    const dora = new Visitor();
    await round(dora, server);
    provider.state.person = { sub: 'thief', ...person, email_verified: false };
    const thief = new Visitor();
    assert.equal((await round(thief, server)).status, 200);
    assert.notEqual((await account(thief, server)).id, (await account(dora, server)).id);
  });

  test('another site cannot begin a sign-in', async () => {
    const visitor = new Visitor();
    const answer = await visitor.call('POST', `${server.url}/sign-in/oidc`, { form: {}, headers: { Origin: 'https://evil.example' } });
    assert.equal(answer.status, 403);
    assert.equal(answer.body.code, 'foreign_origin');
  });
});

test('Whoever is not granted is not called, and nobody is offered what is not configured', async () => {
  const provider = await lyingProvider();
  const server = await startServer(variables(provider.url, { sign_in_hosts: '' }));
  const plain = await startServer();
  try {
    const answer = await new Visitor().call('POST', `${server.url}/sign-in/oidc`, { form: {} });
    assert.equal(answer.body.code, 'provider_unavailable');
    assert.deepEqual(provider.state.asked, []);
    const none = await new Visitor().call('POST', `${plain.url}/sign-in/oidc`, { form: {} });
    assert.equal(none.body.code, 'no_provider');
  } finally {
    await Promise.all([server.stop(), plain.stop(), provider.stop()]);
  }
});
