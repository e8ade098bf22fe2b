// Keys of the desk. One letter does a thing only while nobody writes, and all of it can be turned off
// (WCAG 2.1.4); "?" and the button at the foot tell what there is.

const OFF = 'desk-keys-off';
const template = document.getElementById('keys-help');
const foot = document.querySelector('[data-keys-foot]');
let dialog;

const isOn = () => {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
};

const turn = (on) => {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
  } catch {
    // Without storage it is on until the page goes.
  }
};

function help() {
  if (!dialog) {
    dialog = template.content.querySelector('dialog').cloneNode(true);
    document.body.append(dialog);
    const box = dialog.querySelector('[data-keys-on]');
    box.checked = isOn();
    box.addEventListener('change', () => turn(box.checked));
  }
  dialog.showModal();
}

const rows = () => [...document.querySelectorAll('[data-row]')];
const current = () => document.activeElement?.closest?.('[data-row]');

function step(by) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.querySelector('[data-open]').focus();
}

// The rows that are marked, else the one where the focus is.
function chosen() {
  const marked = document.querySelectorAll('[data-row] [name="numbers"]:checked');
  if (marked.length) return true;
  const box = current()?.querySelector('[name="numbers"]');
  if (!box) return false;
  box.checked = true;
  box.dispatchEvent(new Event('change', { bubbles: true }));
  return true;
}

const press = (selector) => {
  const one = document.querySelector(selector);
  one?.click();
  return Boolean(one);
};

const open = (selector) => {
  const one = document.querySelector(selector);
  if (!one) return false;
  one.open = true;
  one.querySelector('select, input:not([type="hidden"]), textarea')?.focus();
  return true;
};

const list = rows().length > 0;

const keys = {
  j: () => list && step(1),
  k: () => list && step(-1),
  x: () => press('[data-row]:focus-within [name="numbers"]'),
  t: () => (list ? chosen() && press('[data-take]') : press('[data-take]')),
  a: () => (list ? chosen() && open('[data-assign]') : open('[data-assign]')),
  '/': () => document.querySelector('[data-key="/"]')?.focus(),
  '?': help,
};

// The key that is meant. A letter of another alphabet is told by its place on the keyboard: «о» stands where j does,
// and the point and the comma of the Russian layout where / and ? do. A Latin layout says itself what is where.
function meant({ key, code, shiftKey }) {
  if (code === 'Slash' && (key === '.' || key === ',')) return shiftKey ? '?' : '/';
  const isForeign = /^\p{L}$/u.test(key) && !/^\p{Script=Latin}$/u.test(key);
  const letter = isForeign ? /^Key([A-Z])$/.exec(code)?.[1] : key;
  // With Shift a letter is another key; with Caps Lock it is the same.
  return shiftKey || !letter ? key : letter.toLowerCase();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
  if (document.querySelector('dialog[open]')) return;
  const target = event.target;
  const writes = target.isContentEditable || target.closest?.('textarea, select, input:not([type="checkbox"], [type="radio"])');
  const key = keys[meant(event)];
  if (!key || writes || !isOn()) return;
  event.preventDefault();
  key();
});

if (foot && template) {
  foot.hidden = false;
  foot.querySelector('[data-keys-open]').addEventListener('click', help);
}
