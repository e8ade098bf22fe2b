// The card: templates into the editor, by choice or by their word and Tab; what is typed is kept on the server
// while one types; a word when somebody else has changed the appeal.

const POLL_MS = 20_000;
const PAUSE_MS = 1500;
// How often a page whose draft is not kept looks whether it can be again.
const AGAIN_MS = 5000;
const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const SIGN_IN = '/sign-in?return_to=%2Fsign-in%3Fdone%3Dback';

// Templates need a script to be put in; without one they stand below as text.
for (const line of document.querySelectorAll('[data-templates]')) {
  line.hidden = false;
  line.nextElementSibling?.classList.contains('without-scripts') && line.nextElementSibling.remove();
  const writer = document.getElementById(line.dataset.templates);
  const select = line.querySelector('select');
  select.addEventListener('change', () => {
    const chosen = select.selectedOptions[0];
    if (chosen.dataset.text) put(writer, chosen.dataset.text, writer.selectionStart, writer.selectionEnd);
    decide(writer, chosen.dataset.kind);
    select.value = '';
    writer.focus();
  });
  writer.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab' || event.shiftKey || writer.selectionStart !== writer.selectionEnd) return;
    const before = writer.value.slice(0, writer.selectionStart);
    const word = /[^\s]+$/.exec(before)?.[0];
    const found = word && [...select.options].find((one) => one.dataset.snippet === word);
    // Any other Tab goes on to the next control, as it should.
    if (!found) return;
    event.preventDefault();
    put(writer, found.dataset.text, before.length - word.length, before.length);
    decide(writer, found.dataset.kind);
  });
}

// With what can be undone by the browser.
function put(writer, text, from, to) {
  writer.focus();
  writer.setSelectionRange(from, to);
  if (!document.execCommand('insertText', false, text)) writer.setRangeText(text, from, to, 'end');
  writer.dispatchEvent(new Event('input', { bubbles: true }));
}

function decide(writer, kind) {
  const decision = { refusal: 'rejected', answer: 'approved' }[kind];
  const radio = decision && writer.form.querySelector(`[name="decision"][value="${decision}"]`);
  if (radio) radio.checked = true;
}

for (const form of document.querySelectorAll('[data-autosave]')) {
  const told = form.querySelector('[data-autosaved]');
  let timer;
  let again;
  let sent = form.elements.text.value;

  // Why it is not kept, and what to do: at once, and once.
  const fail = (status) => {
    again ??= setInterval(retry, AGAIN_MS);
    if (told.dataset.failed === String(status)) return;
    told.dataset.failed = status;
    const why = {
      0: t('нет связи.', 'there is no connection.'),
      401: t('вы вышли.', 'you are signed out.'),
      409: t('вы вошли под другой учётной записью.', 'you are signed in with another account.'),
    };
    told.textContent = `${t('Не сохраняется:', 'Not kept:')} ${why[status] ?? t('сервис сейчас не принимает черновик.', 'the service does not take the draft now.')} ${t('Текст остаётся на этой странице.', 'The text stays on this page.')} `;
    if (status !== 401 && status !== 409) return;
    document.dispatchEvent(new Event('otklik:session'));
    const link = document.createElement('a');
    link.href = status === 409 ? SIGN_IN.replace('?', '?again=1&') : SIGN_IN;
    link.target = '_blank';
    link.textContent = t('Войти в новой вкладке', 'Sign in in a new tab');
    told.append(link);
  };

  const keep = async () => {
    const { text, decision } = form.elements;
    if (text.value === sent) return;
    const value = text.value;
    try {
      const answer = await fetch(form.dataset.autosave, {
        method: 'PUT',
        keepalive: true,
        headers: { 'Content-Type': 'application/json', 'Otklik-Opened-By': form.dataset.openedBy },
        body: JSON.stringify({ text: value, decision: decision.value }),
      });
      if (!answer.ok) return fail(answer.status);
      clearInterval(again);
      again = undefined;
      if (told.dataset.failed) document.dispatchEvent(new Event('otklik:session'));
      delete told.dataset.failed;
      sent = value;
      told.textContent = `${told.dataset.text} ${new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' })}`;
    } catch {
      fail(0);
    }
  };

  // Asked before it is tried again: the question prolongs no session.
  const retry = async () => {
    if (document.hidden || told.dataset.failed === undefined) return;
    try {
      const answer = await fetch('/api/v1/session', { headers: { Accept: 'application/json' } });
      if ((await answer.json()).account?.level === 'full') keep();
    } catch {
      // Still no network.
    }
  };
  for (const kind of ['focus', 'online']) addEventListener(kind, retry);
  document.addEventListener('visibilitychange', retry);
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE_MS);
  });
  addEventListener('pagehide', keep);
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    sent = form.elements.text.value;
  });
}

// One pop-up at a time; Escape and a click beside close it.
const pops = () => document.querySelectorAll('details:has(> .desk-pop)[open]');
// One that would not fit to its end opens to its beginning.
document.addEventListener('toggle', (event) => {
  const pop = event.target.open && event.target.querySelector(':scope > .desk-pop');
  if (!pop) return;
  pop.classList.remove('from-end');
  const { left, right } = pop.getBoundingClientRect();
  const room = document.documentElement.clientWidth;
  pop.classList.toggle('from-end', right > room && left >= pop.offsetWidth - event.target.offsetWidth);
}, true);
document.addEventListener('click', (event) => {
  for (const one of pops()) if (!one.contains(event.target)) one.open = false;
});
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const one of pops()) {
    one.open = false;
    one.querySelector('summary').focus();
  }
});

const live = document.querySelector('[data-live-card]');

async function look() {
  if (document.hidden || live.textContent) return;
  try {
    const path = `/desk/appeals/${live.dataset.liveCard}/version`;
    const answer = await fetch(path, { headers: { Accept: 'application/json' } });
    if (!answer.ok || (await answer.json()).version === Number(live.dataset.version)) return;
    const link = document.createElement('a');
    link.href = location.pathname;
    link.textContent = live.dataset.link;
    live.append(`${live.dataset.text} `, link);
  } catch {
    // No network is no news.
  }
}

if (live) {
  setInterval(look, POLL_MS);
  document.addEventListener('visibilitychange', look);
}
