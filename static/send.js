// Sends the appeal without leaving the page, so that a broken connection loses nothing:
// the same Idempotency-Key until it is done, however often it is tried.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');
const status = form?.querySelector('[data-send-status]');
const buttons = [...(form?.querySelectorAll('.actions .button:not([type="button"])') ?? [])];
let busy = false;
// True while the browser's own sending is wanted.
let native = false;

const hold = (on) => {
  busy = on;
  for (const button of buttons) {
    if (on) button.setAttribute('aria-disabled', 'true');
    else button.removeAttribute('aria-disabled');
  }
};
const say = (text) => (status.textContent = text);
const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const randomKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
function newKey() {
  form.elements.idempotency_key.value = randomKey();
  form.dispatchEvent(new Event('otklik:key'));
}

// The browser's local time with its offset: only the browser knows it.
function moment(value) {
  const offset = -new Date(value).getTimezoneOffset();
  if (Number.isNaN(offset)) return value;
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, '0');
  const seconds = value.length === 16 ? ':00' : '';
  return `${value}${seconds}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

// Names of controls are JSON pointers with dots; the body follows from them.
function body() {
  const made = { answer_by: [], attachments: [] };
  const isAnonymous = [...form.elements].some((one) => one.name === 'anonymous' && (one.checked || one.type === 'hidden'));
  for (const control of form.elements) {
    const { name, type } = control;
    const value = control.value?.trim();
    // A button is a value only where it was pressed.
    if (!name || !value || control.tagName === 'BUTTON' || type === 'file' || (/radio|checkbox/.test(type) && !control.checked)) continue;
    if (name === 'idempotency_key' || name === 'attachments_remove' || name === 'opened_by') continue;
    const [first, second] = name.split('.');
    if (isAnonymous && (first === 'applicant' || first === 'answer_by')) continue;
    if (name === 'attachments') {
      const [id, token, document] = control.value.split(' ');
      made.attachments.push({ id, upload_token: token, ...(document && { document }) });
    } else if (name === 'answer_by') made.answer_by.push(value);
    else if (name === 'anonymous' || name === 'documents_follow') made[name] = true;
    else if (second) (made[first] ??= {})[second] = type === 'datetime-local' ? moment(value) : value;
    else made[name] = control.tagName === 'TEXTAREA' ? control.value : value;
  }
  // Whoever speaks for themselves names nobody else.
  if (!made.on_behalf_of?.kind) delete made.on_behalf_of;
  return made;
}

const loading = () => form.querySelector('li[data-state="loading"]');

// Resolves when no file is on its way any more.
const settled = () =>
  new Promise((resolve) => {
    const look = () => {
      if (loading()) return;
      form.removeEventListener('otklik:uploads', look);
      resolve();
    };
    form.addEventListener('otklik:uploads', look);
    look();
  });

function sendByBrowser() {
  native = true;
  form.requestSubmit(form.querySelector('[data-send]'));
}

function faults(list, summary) {
  // The preview has no controls for a message to stand beside. Sent by the browser itself,
  // the appeal is answered with the form and what is wrong in it.
  if ('preview' in form.dataset) return sendByBrowser();
  form.dispatchEvent(new CustomEvent('otklik:faults', { detail: { faults: list, summary } }));
}

function isFilled() {
  const found = [];
  form.dispatchEvent(new CustomEvent('otklik:check', { detail: { root: form, faults: found } }));
  if (found.length) {
    faults(found, t('Обращение пока не отправлено. Поправьте вот это:', 'The appeal has not been sent yet. Please correct this:'));
    return false;
  }
  form.dispatchEvent(new CustomEvent('otklik:faults', { detail: { faults: [] } }));
  return true;
}

// A message with a button, and a link perhaps, where the eye is: beside the button that was pressed.
function trouble(text, again = t('Отправить ещё раз', 'Send again'), run = send, link) {
  say('');
  form.querySelector('.trouble')?.remove();
  const box = document.createElement('div');
  box.className = 'inset trouble';
  box.setAttribute('role', 'alert');
  const line = document.createElement('p');
  line.textContent = text;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button second small';
  button.textContent = again;
  button.addEventListener('click', () => run());
  box.append(line, ...(link ? [link, ' '] : []), button);
  status.before(box);
}

function linkTo(href, text) {
  const link = document.createElement('a');
  Object.assign(link, { href, textContent: text, className: 'button small' });
  return link;
}

// Signed out since the form was opened: it may go into the account after all, or without.
function signedOut() {
  const link = linkTo('/sign-in?return_to=%2Fsign-in%3Fdone%3Dback', t('Войти в новой вкладке', 'Sign in in a new tab'));
  link.target = '_blank';
  trouble(
    t(
      'Вы вышли из кабинета, поэтому обращение не отправлено. Войдите и нажмите «Отправить». Или отправьте без учётной записи.',
      'You are signed out, so the appeal was not sent. Sign in and press “Send”. Or send it without an account.',
    ),
    t('Отправить без учётной записи', 'Send without an account'),
    withoutAccount,
    link,
  );
}

function withoutAccount() {
  const mark = form.querySelector('input[name="opened_by"]') ?? document.createElement('input');
  Object.assign(mark, { type: 'hidden', name: 'opened_by', value: 'nobody' });
  form.append(mark);
  send();
}

const offline = () =>
  t(
    'Нет связи. Всё, что вы ввели, сохранилось. Проверьте интернет и отправьте ещё раз: двух обращений не получится.',
    'There is no connection. All that you typed is kept. Check the network and send again: there will not be two appeals.',
  );

async function post(json, attempt = 0, proof) {
  const answer = await fetch('/api/v1/appeals', {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      'Accept-Language': document.documentElement.lang,
      'Idempotency-Key': form.elements.idempotency_key.value,
      'Otklik-Opened-By': form.querySelector('input[name="opened_by"]')?.value ?? '',
      ...(proof && { 'Otklik-Proof': proof }),
    },
    body: json,
    signal: AbortSignal.timeout?.(60_000),
  });
  const text = await answer.text();
  let result = {};
  try {
    result = JSON.parse(text);
  } catch {
    // A proxy's page: only the status counts.
  }
  // The same request is still under way: its answer is ours.
  if (result.code === 'request_in_flight' && attempt < 5) {
    await pause(1 + attempt);
    return post(json, attempt + 1, proof);
  }
  // Much comes from this network: the browser shows that it takes some trouble.
  if (result.challenge && !proof) {
    const made = await import('./proof.js').then((it) => it.default(result.challenge)).catch(() => '');
    if (made) return post(json, attempt, made);
  }
  return { answer, result };
}

async function send() {
  if (busy) return;
  form.querySelector('.trouble')?.remove();
  if (!isFilled()) return;
  hold(true);
  let leaving = false;
  try {
    if (loading()) {
      say(t('Файлы ещё загружаются. Отправим, как только закончат.', 'Files are still uploading. We send as soon as they are done.'));
      await settled();
      if (!isFilled()) return say('');
    }
    say(t('Отправляем…', 'Sending…'));
    const json = JSON.stringify(body());
    const { answer, result } = await post(json).catch(() => ({}));
    if (!answer) {
      trouble(offline());
    } else if (answer.ok && result.number) {
      leaving = true;
      say(t('Отправлено, открываем квитанцию', 'Sent, opening the receipt'));
      const { number } = result;
      form.dispatchEvent(new CustomEvent('otklik:sent', { detail: { key: form.elements.idempotency_key.value, number } }));
      // Back from the receipt leads to the form, not to the answer of another form.
      location['preview' in form.dataset ? 'replace' : 'assign'](`/receipt/${number}`);
    } else if (result.errors?.length) {
      say('');
      // A refused attempt has made nothing; the corrected one is another request.
      newKey();
      faults(result.errors, t('Обращение пока не отправлено. Поправьте вот это:', 'The appeal has not been sent yet. Please correct this:'));
    } else if (result.code === 'idempotency_key_reused') {
      trouble(
        t(
          'Это обращение уже было отправлено, а потом вы его изменили. Можно отправить изменённое отдельным обращением.',
          'This appeal was sent before, and then you changed it. The changed one can be sent as another appeal.',
        ),
        t('Отправить как новое', 'Send as a new one'),
        () => (newKey(), send()),
        result.appeal && linkTo(`/receipt/${result.appeal}`, t(`Открыть отправленное, № ${result.appeal}`, `Open what was sent, № ${result.appeal}`)),
      );
    } else if (result.code === 'session_over') {
      signedOut();
    } else if (result.challenge) {
      // Where the browser cannot compute, the server's page says how to go on.
      sendByBrowser();
    } else {
      const detail = result.detail ?? t('Сервер не смог принять обращение.', 'The server could not take the appeal.');
      trouble(`${detail} ${t('Всё, что вы ввели, сохранилось.', 'All that you typed is kept.')}`);
    }
  } finally {
    if (!leaving) hold(false);
  }
}

form?.addEventListener('submit', async (event) => {
  const button = event.submitter;
  if (native || (button && 'fix' in button.dataset)) return;
  if (button && 'without' in button.dataset) {
    event.preventDefault();
    return withoutAccount();
  }
  if (busy) return event.preventDefault();
  if (button && 'send' in button.dataset) {
    event.preventDefault();
    send();
    return;
  }
  // The preview is a page of its own: the browser goes there when all is ready.
  if (!isFilled()) return event.preventDefault();
  if (loading()) {
    event.preventDefault();
    hold(true);
    say(t('Ждём, пока загрузятся файлы', 'Waiting for the files to upload'));
    await settled();
    hold(false);
    say('');
    if (!isFilled()) return;
    native = true;
    form.requestSubmit(button);
    native = false;
  }
});

// «Back» from the receipt brings the page back as it was left.
addEventListener('pageshow', (event) => {
  if (!event.persisted || !form) return;
  hold(false);
  say('');
});
