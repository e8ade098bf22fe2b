// Members of staff with browsers of their own, and what they have to do.

import assert from 'node:assert/strict';

import { messages } from './account.mjs';
import { Visitor } from './visitor.mjs';

// The kind of browser belongs to the session, so that both have to say the same.
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

let members = 0;

// Somebody of an agency who has accepted an invitation, has a second factor and is signed in.
export async function member(stage, role, { first = 'Ольга', last = 'Смирнова', agency = 'road_agency', ...options } = {}) {
  const { url } = stage.server;
  const email = `staff${(members += 1)}@example.ru`;
  const invited = await stage.staff.call('POST', '/staff/invitations', { email, role, agency });
  const { token } = await invited.json();
  const visitor = new Visitor();
  const headers = { 'User-Agent': AGENT };
  const json = { token, password: 'Длинная-Фраза-42!', last_name: last, first_name: first };
  const accepted = await visitor.call('POST', `${url}/api/v1/staff/invitations/accept`, { json, headers });
  assert.equal(accepted.status, 201, accepted.text);
  const factor = await visitor.call('POST', `${url}/api/v1/account/factors/message`, { json: {}, headers });
  assert.equal(factor.status, 204, factor.text);
  const page = await stage.person({ userAgent: AGENT, ...options });
  const cookies = ['session', 'desk'].map((name) => ({ name, value: visitor.cookie(url, name), url }));
  await page.context().addCookies(cookies);
  // By what they sign in again.
  page.email = email;
  return page;
}

// The row of an appeal in the queue.
export const rowOf = (page, number) => page.locator(`[data-row="${number}"]`);

// A picture with an appeal.
export async function withFile(stage, file, changes = {}) {
  const answer = await fetch(`${stage.server.url}/api/v1/attachments`, {
    method: 'POST',
    headers: {
      'Content-Type': file.mimeType,
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    },
    body: file.buffer,
  });
  const uploaded = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(uploaded));
  const attachments = [{ id: uploaded.id, upload_token: uploaded.upload_token }];
  return stage.staff.register({ attachments, ...changes });
}

// Sends what is due.
export async function deliver(stage, tickToken) {
  const sent = await fetch(`${stage.server.url}/internal/deliver`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tickToken}` },
  });
  assert.equal(sent.status, 200, await sent.text());
}

// The letter to an address whose subject is like this, once what is due has been sent.
export async function letter(stage, tickToken, to, subject) {
  const seen = [];
  for (let turns = 0; turns < 20; turns += 1) {
    await deliver(stage, tickToken);
    seen.push(...(await messages(stage.server)).filter((one) => one.to === to));
    const found = seen.find((one) => subject.test(one.subject));
    if (found) return found;
  }
  throw new Error(`no letter like ${subject} to ${to}: ${seen.map((one) => one.subject).join('; ')}`);
}
