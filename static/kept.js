// Keeps the draft of somebody who has signed in on the server, too: the newest wins, the other is offered.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');
const repeat = form.elements.repeat_of?.value ?? '';
const url = `/api/v1/drafts/current${repeat && `?repeat_of=${repeat}`}`;
// Quiet before it is sent: not a request a letter.
const QUIET_MS = 2000;
// How often a page that is signed out looks whether it is signed in again.
const AGAIN_MS = 5000;
let timer;
let waiting;
let left;

// The account does not get the appeal: that is told at once, with what to do.
async function leave(draft, status) {
  waiting ??= draft;
  if (left) return;
  left = document.createElement('div');
  form.before(left);
  left.again = setInterval(look, AGAIN_MS);
  (await import('./left.js')).default(left, status);
}

async function look() {
  if (!left || document.hidden) return;
  const answer = await fetch('/api/v1/session').catch(() => null);
  if ((await answer?.json().catch(() => null))?.account) send();
}

function send() {
  clearTimeout(timer);
  if (!waiting) return;
  const draft = waiting;
  const { at, ...rest } = draft;
  waiting = null;
  // No answer now: this device has it all the same. A newer one of another device stays.
  fetch(url, {
    method: 'PUT',
    keepalive: true,
    headers: { 'Content-Type': 'application/json', 'Otklik-Opened-By': rest.by ?? '' },
    body: JSON.stringify({ saved_at: new Date(at).toISOString(), draft: rest }),
  }).then(async (answer) => {
    const isOther = answer.status === 409 && (await answer.json()).code === 'other_account';
    if (answer.status === 401 || isOther) return leave(draft, answer.status);
    clearInterval(left?.again);
    left?.remove();
    left = null;
  }).catch(() => {});
}

addEventListener('focus', look);
document.addEventListener('visibilitychange', look);

form.addEventListener('otklik:draft', ({ detail }) => {
  clearTimeout(timer);
  waiting = detail;
  if (detail) timer = setTimeout(send, QUIET_MS);
  else fetch(url, { method: 'DELETE', keepalive: true }).catch(() => {});
});
addEventListener('pagehide', send);
addEventListener('submit', send);

function offer(text, label, draft) {
  const box = document.createElement('div');
  box.className = 'inset notice';
  box.setAttribute('role', 'status');
  const line = document.createElement('p');
  line.textContent = text;
  box.append(line);
  if (draft) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button second small';
    button.textContent = label;
    button.addEventListener('click', () => {
      form.dispatchEvent(new CustomEvent('otklik:restore', { detail: draft }));
      box.remove();
      form.elements.title.focus();
    });
    box.append(button);
  }
  form.before(box);
}

function here() {
  try {
    return JSON.parse(localStorage.getItem(`otklik.draft.${repeat}`));
  } catch {
    return null;
  }
}

async function meet() {
  const device = here();
  const { saved_at, draft } = await (await fetch(url)).json();
  if (!draft || draft.category !== form.elements.category.value) return;
  const same = device && JSON.stringify(device.values) === JSON.stringify(draft.values);
  if (same) return;
  if (device && device.at > Date.parse(saved_at)) {
    offer(t('Есть черновик с другого устройства, старше.', 'There is an older draft of another device.'), t('Взять его', 'Take it'), draft);
    return;
  }
  form.dispatchEvent(new CustomEvent('otklik:restore', { detail: draft }));
  const other = device?.category === draft.category ? device : null;
  offer(t('Открыт черновик с другого устройства.', 'The draft of another device is open.'), t('Взять черновик отсюда', 'Take the draft from here'), other);
}

if ('fresh' in form.dataset) meet().catch(() => {});
