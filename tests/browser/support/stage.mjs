// One instance and one browser for a file of tests; a person (a browser context) for each visit.
// Whatever a page complains of, and whatever it asks of another host, fails the test.

import assert from 'node:assert/strict';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

import { startServer } from './server.mjs';
import { Staff } from './staff.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

// Under load a page may take its time; a test that waits for what never comes still ends.
const PATIENCE_MS = 20_000;

export const DESKTOP = { width: 1200, height: 900 };
export const PHONE = { width: 390, height: 844 };

function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(directory, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  throw new Error('there is no Chromium: install it, or set CHROMIUM to its path');
}

class Stage {
  constructor(variables) {
    this.variables = variables;
  }

  async open() {
    this.server = await startServer(this.variables);
    this.staff = new Staff(this.server);
    this.browser = await chromium.launch({ executablePath: executable(), args: OPTIONS, headless: true });
  }

  async close() {
    await this.browser?.close();
    await this.server?.stop();
  }

  // Somebody with a browser of their own. `expects`: complaints of the page that belong to the test.
  async person({ expects = [], url = this.server.url, ...options } = {}) {
    const context = await this.browser.newContext({ baseURL: url, locale: 'ru-RU', viewport: DESKTOP, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const complaints = [];
    const complain = (text) => expects.some((one) => one.test(text)) || complaints.push(text);
    context.on('console', (message) => message.type() === 'error' && complain(`console: ${message.text()}`));
    context.on('weberror', (error) => complain(`script: ${error.error()}`));
    context.on('request', (request) => {
      const host = new URL(request.url());
      if (/^https?:$/.test(host.protocol) && host.origin !== url) complain(`another host: ${host}`);
    });
    context.on('response', (response) => response.status() >= 500 && complain(`${response.status()}: ${response.url()}`));
    this.people.push({ context, complaints });
    return context.newPage();
  }

  async scene(body, t) {
    this.people = [];
    try {
      await body(this, t);
    } catch (error) {
      // What the page and the server said of it tells more than what was waited for.
      const said = [...this.people.flatMap(({ complaints }) => complaints), this.server.log().slice(-4000)];
      if (said.some(Boolean)) t.diagnostic(said.join('\n'));
      throw error;
    } finally {
      await Promise.all(this.people.map(({ context }) => context.close()));
    }
    for (const { complaints } of this.people) assert.deepEqual(complaints, []);
  }
}

// Sets the stage of a file, an instance with these variables, and returns what plays one test on it.
export function stage(variables = {}) {
  const made = new Stage(variables);
  before(() => made.open());
  after(() => made.close());
  return (name, body) => test(name, (t) => made.scene(body, t));
}
