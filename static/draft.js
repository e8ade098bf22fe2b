// Keeps what is typed on this device. Files are kept as references; an access code never is.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const WEEK = 7 * 24 * 3600 * 1000;
const UNKEPT = new Set(['category', 'attachments', 'attachments_remove', 'repeat_of', 'opened_by']);
const form = document.getElementById('appeal');
const offer = document.querySelector('[data-draft-offer]');
// Whose the page is: a draft that was begun in an account is for that account alone.
const by = (form ? form.querySelector('input[name="opened_by"]')?.value : offer?.dataset.openedBy) || undefined;
// A repeat appeal has a draft of its own.
const key = `otklik.draft.${(form ?? offer)?.elements.repeat_of?.value ?? ''}`;

// Whoever keeps it elsewhere, too (kept.js), hears of each draft and of its end.
const tell = (detail) => form?.dispatchEvent(new CustomEvent('otklik:draft', { detail }));

const forget = () => {
  tell(null);
  try {
    localStorage.removeItem(key);
  } catch {
    // No storage: nothing is kept.
  }
};

function read() {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    if (draft && Date.now() - draft.at < WEEK && (!draft.by || draft.by === by)) return draft;
  } catch {
    // Unreadable is as good as none.
  }
  return null;
}

function notice(text, ...actions) {
  const box = document.createElement('div');
  box.className = 'inset notice';
  box.setAttribute('role', 'status');
  const line = document.createElement('p');
  line.textContent = text;
  box.append(line, ...actions);
  box.tabIndex = -1;
  (form ?? offer).before(box);
  return box;
}

function action(text, run) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'button second small';
  made.textContent = text;
  made.addEventListener('click', run);
  return made;
}

const kept = () =>
  [...form.elements].filter((control) => control.name && control.type !== 'file' && !UNKEPT.has(control.name));

function collect() {
  const values = {};
  for (const control of kept()) {
    const list = (values[control.name] ??= []);
    if (!/radio|checkbox/.test(control.type) || control.checked) list.push(control.value);
  }
  const files = [...form.querySelectorAll('.upload li')]
    .map((item) => item.upload)
    .filter((upload) => upload?.id && upload.item.dataset.state !== 'wrong')
    .map((upload) => ({
      id: upload.id,
      token: upload.token,
      document: upload.slot.document,
      name: upload.name,
      bytes: upload.bytes,
      whole: upload.item.dataset.state === 'done',
    }));
  return { at: Date.now(), by, category: form.elements.category.value, title: form.elements.title.value, values, files };
}

function restore(draft) {
  for (const control of kept()) {
    const list = draft.values[control.name];
    if (!list) continue;
    if (/radio|checkbox/.test(control.type)) control.checked = list.includes(control.value);
    else if (control.tagName !== 'SELECT' || [...control.options].some((option) => option.value === list[0])) {
      control.value = list[0] ?? '';
    }
    if (control.type !== 'hidden') control.dispatchEvent(new Event('input', { bubbles: true }));
  }
  hold(form.elements.idempotency_key.value);
  form.dispatchEvent(new CustomEvent('otklik:files', { detail: { files: draft.files } }));
}

// The key under which the form is sent stays with its place in the history: «back» brings the page with another one.
const hold = (key) => history.replaceState({ ...history.state, key }, '');

// What was sent from this browser: the ends of keys, which open nothing, and numbers.
const SENT = 'otklik.sent';
const end = (key) => key.slice(-12);
function sent() {
  try {
    return JSON.parse(localStorage.getItem(SENT)) ?? [];
  } catch {
    return [];
  }
}

// Whether this very form was sent, from this tab or another; says so, once.
function isSent() {
  const found = sent().find((one) => one.key === end(form.elements.idempotency_key.value));
  if (!found || form.dataset.sent) return Boolean(found);
  form.dataset.sent = found.number;
  const link = (href, text, className) => Object.assign(document.createElement('a'), { href, className, textContent: text });
  notice(
    t(`Это обращение уже отправлено: № ${found.number}.`, `This appeal was sent already: № ${found.number}.`),
    link(`/receipt/${found.number}`, t('Открыть квитанцию', 'Open the receipt'), 'button small'),
    link(`/submit?category=${encodeURIComponent(form.elements.category.value)}&another=1`, t('Подать ещё одно', 'Send another one'), 'button second small'),
  ).focus();
  return true;
}

// What a person typed, not what technical.js filled in.
// Of somebody who has signed in, the applicant comes from the profile.
const TYPED = form && 'account' in form.dataset
  ? /^(title|text|fields\.(?!browser|system|page).+)$/
  : /^(title|text|applicant\..+|fields\.(?!browser|system|page).+)$/;
const isWorth = (draft) => {
  const typed = Object.entries(draft?.values ?? {}).some(([name, list]) => TYPED.test(name) && list[0]);
  return Boolean(typed || draft?.files.length);
};

if (form) {
  if (history.state?.key) form.elements.idempotency_key.value = history.state.key;
  form.addEventListener('otklik:sent', ({ detail }) => {
    try {
      localStorage.setItem(SENT, JSON.stringify([{ ...detail, key: end(detail.key) }, ...sent()].slice(0, 10)));
    } catch {
      // The server knows the key.
    }
    hold(detail.key);
  });
  addEventListener('pageshow', ({ persisted }) => persisted && isSent());
  addEventListener('storage', ({ key: changed }) => changed === SENT && isSent());
}

if (form && !('preview' in form.dataset)) {
  let timer;
  let over = isSent();
  const save = () => {
    clearTimeout(timer);
    if (over) return;
    const draft = collect();
    if (!isWorth(draft)) return;
    tell(draft);
    try {
      localStorage.setItem(key, JSON.stringify(draft));
    } catch {
      // Full or forbidden: the form works without.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(save, 300);
  };

  const draft = over ? null : read();
  if ('fresh' in form.dataset && isWorth(draft)) {
    restore(draft);
    const again = action(t('Начать заново', 'Start over'), () => {
      over = true;
      clearTimeout(timer);
      forget();
      location.assign('/submit');
    });
    const where = 'account' in form.dataset ? '' : t(' Черновик хранится только на этом устройстве.', ' The draft is only on this device.');
    notice(t('Мы сохранили то, что вы уже написали.', 'We kept what you wrote before.') + where, again);
  } else if (!new URLSearchParams(location.search).has('template')) {
    save();
  }

  form.addEventListener('otklik:restore', ({ detail }) => restore(detail));
  for (const kind of ['input', 'change', 'otklik:uploads', 'otklik:key']) form.addEventListener(kind, soon);
  // With a key of its own it is another appeal.
  form.addEventListener('otklik:key', () => {
    hold(form.elements.idempotency_key.value);
    over = false;
    soon();
  });
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', () => document.hidden && save());
  // Signing out clears the device.
  document.addEventListener('submit', ({ target }) => {
    save();
    over ||= target !== form;
  });
  addEventListener('storage', () => (over ||= Boolean(form.dataset.sent)));
  form.addEventListener('otklik:sent', () => {
    over = true;
    forget();
  });
} else if (form) {
  isSent();
  form.addEventListener('otklik:sent', forget);
} else if (offer) {
  const draft = read();
  // Whoever came to change the topic is at it already.
  const elsewhere = document.querySelector('[data-kept]');
  const isNewer = !elsewhere || draft?.at > Number(elsewhere.dataset.kept);
  if (isWorth(draft) && isNewer && !new URLSearchParams(location.search).has('change')) {
    elsewhere?.remove();
    const go = document.createElement('a');
    go.className = 'button small';
    const query = new URLSearchParams({ category: draft.category });
    const repeat = offer.elements.repeat_of?.value;
    if (repeat) query.set('repeat_of', repeat);
    go.href = `/submit?${query}`;
    go.textContent = t('Продолжить', 'Continue');
    const title = draft.title || t('без названия', 'untitled');
    const drop = action(t('Начать заново', 'Start over'), (event) => {
      forget();
      event.target.closest('.notice').remove();
      document.querySelector('h1').scrollIntoView();
    });
    notice(t(`Есть неотправленное обращение: «${title}».`, `You have an appeal that is not sent: “${title}”.`), go, drop);
  }
}
