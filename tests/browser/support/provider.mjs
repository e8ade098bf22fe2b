// Identity providers on loopback: a real one (oidc-provider), and one that may lie.

import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

async function listen(handler) {
  const server = createServer((request, response) => handler(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections()));
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}

const CLIENT = { id: 'otklik', secret: 'a secret: with / and & in it' };

export const variables = (url, more = {}) => ({
  oidc_issuer: url,
  oidc_client_id: CLIENT.id,
  oidc_client_secret: CLIENT.secret,
  oidc_name: 'Проверка',
  sign_in_hosts: url,
  ...more,
});

// The real one. It knows whoever `person` is and asks nothing: its own pages are not what is tested.
export async function realProvider() {
  let serve = (_, response) => response.writeHead(503).end();
  const { url, stop } = await listen((request, response) => serve(request, response));
  const state = { person: undefined };
  const start = (redirectUri) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwks = { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'a' }] };
    const provider = new Provider(url, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
      jwks,
      cookies: { keys: ['cookies of a test'] },
      claims: { openid: ['sub'], profile: ['family_name', 'given_name', 'birthdate'], email: ['email', 'email_verified'], phone: ['phone_number'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...state.person }) }),
    });
    const callback = provider.callback();
    serve = async (request, response) => {
      if (!request.url.startsWith('/interaction/')) return callback(request, response);
      const { params } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: state.person.sub, clientId: params.client_id });
      grant.addOIDCScope(params.scope);
      const consent = { grantId: await grant.save() };
      return provider.interactionFinished(request, response, { login: { accountId: state.person.sub }, consent });
    };
  };
  return { url, stop, start, state };
}

const base64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

// One that may lie. It sends everybody straight back; `bend` changes what it says: the discovery document, the
// redirect, the token's header, claims and signature, the answers of its endpoints.
export async function lyingProvider() {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'a', use: 'sig', alg: 'ES256' };
  const state = { person: { sub: '1' }, bend: {}, asked: [] };
  const codes = new Map();
  let number = 0;

  const token = ({ nonce }, url) => {
    const at = Math.floor(Date.now() / 1000);
    const claims = { iss: url, aud: CLIENT.id, iat: at, exp: at + 300, nonce, ...state.person };
    const header = { alg: 'ES256', kid: 'a', ...state.bend.header };
    const signed = `${base64(header)}.${base64({ ...claims, ...state.bend.claims })}`;
    const own = () => sign('sha256', Buffer.from(signed), { key: pair.privateKey, dsaEncoding: 'ieee-p1363' });
    const signature = state.bend.signature ? state.bend.signature(signed, pair) : own();
    return `${signed}.${signature.toString('base64url')}`;
  };

  const { url, stop } = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://x');
    const send = (body, status = 200) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    let body = '';
    for await (const chunk of request) body += chunk;
    state.asked.push(pathname);
    const answer = state.bend.answers?.[pathname];
    if (answer) return void answer(response);
    if (pathname === '/.well-known/openid-configuration') {
      const endpoints = { authorization_endpoint: `${url}/auth`, token_endpoint: `${url}/token`, jwks_uri: `${url}/jwks`, userinfo_endpoint: `${url}/me` };
      return void send({ issuer: url, ...endpoints, ...state.bend.discovery });
    }
    if (pathname === '/jwks') return void send({ keys: state.bend.keys ?? [jwk] });
    if (pathname === '/auth') {
      const asked = Object.fromEntries(searchParams);
      const code = `code-${(number += 1)}`;
      codes.set(code, asked);
      const to = new URL(asked.redirect_uri);
      for (const [name, value] of Object.entries({ code, state: asked.state, ...state.bend.redirect })) {
        if (value !== undefined) to.searchParams.set(name, value);
      }
      return void response.writeHead(303, { location: to.href }).end();
    }
    if (pathname === '/token') {
      const asked = codes.get(new URLSearchParams(body).get('code'));
      return void send({ token_type: 'Bearer', access_token: 'access', id_token: token(asked, url), ...state.bend.tokens });
    }
    if (pathname === '/me') return void send({ ...state.person, ...state.bend.userinfo });
    send({}, 404);
  });
  return { url, stop, state };
}

// Signatures that prove nothing.
export const forged = {
  none: () => Buffer.alloc(0),
  // HMAC with the public key that everybody has.
  confused: (signed, { publicKey }) =>
    createHmac('sha256', publicKey.export({ format: 'pem', type: 'spki' })).update(signed).digest(),
  stranger: (signed) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  },
};
