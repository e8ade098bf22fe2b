// What the agency does, through the API: lists appeals, moves them, downloads their files.

import assert from 'node:assert/strict';

export class Staff {
  constructor(server) {
    this.server = server;
  }

  async call(method, path, body) {
    const answer = await fetch(`${this.server.url}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${this.server.staffToken}`,
        Accept: 'application/json',
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer;
  }

  async move(number, to, comment = '') {
    return (await this.call('POST', `/appeals/${number}/transitions`, { to, comment })).json();
  }

  async card(number) {
    return (await this.call('GET', `/appeals/${number}`)).json();
  }

  async appeals() {
    return (await (await this.call('GET', '/appeals?limit=200')).json()).items;
  }

  // The appeals with this title.
  async titled(title) {
    const items = await this.appeals();
    return items.filter((item) => item.title === title);
  }

  async file(number, name) {
    const { attachments } = await this.card(number);
    const one = attachments.find((attachment) => attachment.name === name);
    assert.ok(one, `${number} has no file ${name}: ${JSON.stringify(attachments)}`);
    const answer = await this.call('GET', `/appeals/${number}/attachments/${one.id}`);
    return Buffer.from(await answer.arrayBuffer());
  }

  // Rates an answer as its applicant.
  async rate({ number, code }, rating) {
    const answer = await fetch(`${this.server.url}/api/v1/appeals/${number}/rating`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'Otklik-Access-Code': code },
      body: JSON.stringify(rating),
    });
    assert.ok(answer.ok, `rating: ${answer.status} ${await answer.text()}`);
  }

  // Registers an appeal as an integrator would: its number and access code.
  async register(changes = {}) {
    const answer = await fetch(`${this.server.url}/api/v1/appeals`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() },
      body: JSON.stringify({
        type: 'complaint',
        category: 'roads.surface',
        region: '62',
        title: 'Яма у дома 5 по улице Ленина',
        text: 'Глубокая яма напротив дома 5, машины объезжают её по тротуару.',
        applicant: { last_name: 'Иванова', first_name: 'Анна', phone: '+7 912 345-67-89' },
        fields: { address: 'ул. Ленина, 5' },
        ...changes,
      }),
    });
    const body = await answer.json();
    assert.equal(answer.status, 201, JSON.stringify(body));
    return { number: body.number, code: body.access_code };
  }
}
