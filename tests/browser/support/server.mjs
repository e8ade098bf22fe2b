// An instance of our own: a process of the runner with a state directory of its own.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STAFF_TOKEN = 'staff-token-of-the-browser-tests';
const OUTBOX_TOKEN = 'outbox-token-of-the-browser-tests';
const TICK_TOKEN = 'tick-token-of-the-browser-tests';
const TOKENS = { staff_token: STAFF_TOKEN, outbox_token: OUTBOX_TOKEN, tick_token: TICK_TOKEN };

// The first start compiles the components.
const START_MS = 180_000;

// `cargo xtask test` says where the runner is; else it is where cargo puts it.
function runner() {
  if (process.env.OTKLIK_RUNNER) return process.env.OTKLIK_RUNNER;
  const found = ['release', 'debug'].map((profile) => join(ROOT, 'target', profile, 'runner')).find(existsSync);
  if (!found) throw new Error('there is no runner: run `cargo xtask build`, or set OTKLIK_RUNNER');
  return found;
}

// A shell that ends the runner when this process is gone: its standard input closes then, however we end.
function watchdog(pid, state) {
  const script = 'trap "" INT TERM; read -r _; kill -KILL "$1" && sleep 0.2; rm -rf "$2"';
  const shell = spawn('sh', ['-c', script, 'watchdog', String(pid), state], { stdio: ['pipe', 'ignore', 'ignore'] });
  shell.stdin.on('error', () => {});
  return shell;
}

const environment = (variables) =>
  Object.fromEntries(Object.entries(variables).map(([name, value]) => [`SPIN_VARIABLE_${name.toUpperCase()}`, value]));

const ended = (child) => new Promise((resolve) => child.once('exit', resolve));

function address(child, log) {
  return new Promise((resolve, reject) => {
    const give = (why) => reject(new Error(`the runner did not start: ${why}\n${log()}`));
    const timer = setTimeout(give, START_MS, 'it takes too long');
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const line = /^Serving (\S+)\r?\n/.exec(said);
      if (!line) return;
      clearTimeout(timer);
      resolve(line[1].replace(/\/$/, ''));
    });
    child.once('error', (error) => give(error.message));
    child.once('exit', (code) => (clearTimeout(timer), give(`it ended with ${code}`)));
  });
}

// Starts an instance with an empty state, and with these variables of spin.toml: its address, and what ends it.
export async function startServer(variables = {}) {
  const state = await mkdtemp(join(tmpdir(), 'otklik-browser-'));
  const options = ['up', '--from', join(ROOT, 'spin.toml'), '--listen', '127.0.0.1:0', '--state-dir', state];
  const child = spawn(runner(), options, {
    env: { ...process.env, ...environment({ ...TOKENS, ...variables }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const gone = ended(child);
  const guard = watchdog(child.pid, state);
  const stop = async () => {
    child.kill('SIGKILL');
    await gone;
    const released = ended(guard);
    guard.kill('SIGKILL');
    await released;
    await rm(state, { recursive: true, force: true });
  };
  try {
    const url = await address(child, () => said);
    return { url, staffToken: STAFF_TOKEN, outboxToken: OUTBOX_TOKEN, tickToken: TICK_TOKEN, log: () => said, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
