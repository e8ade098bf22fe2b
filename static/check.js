// Checks what can be checked cheaply, in the server's words: a format when the control
// is left, everything when `otklik:check` { root, faults } asks for it. The server
// checks all of it again, and more.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');

// The text without what nobody sees, see counter.js.
function typed(control) {
  const detail = { text: control.value.trim() };
  control.dispatchEvent(new CustomEvent('otklik:typed', { bubbles: true, detail }));
  return detail.text;
}

const DASH = /[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const plain = (value) => value.replace(DASH, '-').replace(/[\s.,;:!?]+$/, '');
const digits = (value) => plain(value).replace(/[\s-]/g, '');

// Day, month and year of a date that exists; of one with a short year `{ short: true }`.
function dateOf(value) {
  const found = /^(\d{4})[\s./,-]+(\d\d?)[\s./,-]+(\d\d?)$/.exec(value)
    ?? /^(\d\d?)[\s./,-]+(\d\d?)[\s./,-]+(\d{2}|\d{4})$/.exec(value)
    ?? /^(\d\d)(\d\d)(\d{2}|\d{4})$/.exec(value);
  if (!found) return null;
  const [day, month, year] = found[1].length === 4 ? found.slice(1).reverse() : found.slice(1);
  const short = year.length === 2;
  const date = new Date(0);
  date.setUTCFullYear(short ? 2000 : year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day) ? { day, month, year, short } : null;
}

const dateIn = (value) => dateOf(plain(value).replace(/\s*(г|года)$/, ''));

const FORMATS = {
  name: (value) => /^[\p{Alphabetic}\p{M}\s.'’‘ʼ`´′‛＇\u200c\u200d-]{1,100}$/u.test(value.replace(DASH, '-')),
  date: (value) => {
    const date = dateIn(value);
    return date?.short ? t('Укажите год четырьмя цифрами: ДД.ММ.ГГГГ', 'Give the year in four digits: YYYY-MM-DD') : Boolean(date);
  },
  number: (value) => /^-?\d+([.,]\d+)?$/.test(value.replace(DASH, '-').replaceAll(' ', '')),
  url: (value) => /^https?:\/\/[^\s<>"\\]+$/i.test(value),
  inn: (value) => /^(\d{10}|\d{12})$/.test(digits(value)),
  snils: (value) => /^\d{11}$/.test(digits(value)),
  email: (value) => /^([^@]*<)?(mailto:)?[^\s@]+@[^\s@]+$/i.test(plain(value).replace(/(mailto:[^?]*)\?.*/i, '$1')),
  phone: (value) => /^(\+?7|8)?\d{10}$/.test(digits(value.replace(/^tel:\/*/i, '')).replace(/[().]/g, '')),
};

// What is wrong with a value by its format: nothing, what the format says, or something nearer.
function formatFault({ format, formatText }, value) {
  const fits = format ? FORMATS[format](value) : true;
  return fits === true ? '' : fits || formatText;
}

const isAnonymous = () => Boolean(form.elements.anonymous?.checked);
const counts = (field) => !(isAnonymous() && field.closest('.person'));

// What is wrong with a field: its first control and the message.
function faultOf(field, whole) {
  const group = field.querySelector(':scope > fieldset');
  if (group) {
    const control = group.querySelector('input');
    const empty = !group.querySelector(':checked');
    return { control, text: whole && empty && group.dataset.required ? group.dataset.required : '' };
  }
  const control = field.querySelector('input, select, textarea');
  if (!control || control.type === 'file') return null;
  const value = typed(control);
  const { required, min, max } = control.dataset;
  if (!value) return { control, text: (whole && required) || '' };
  const length = [...value].length;
  if (max && (length < min || length > max)) {
    const text = t(
      `От ${min} до ${max} символов, сейчас ${length}`,
      `From ${min} to ${max} characters; there are ${length}`,
    );
    return { control, text };
  }
  return { control, text: formatFault(control.dataset, value) };
}

const tell = ({ control, text }) =>
  form.dispatchEvent(new CustomEvent('otklik:fault', { detail: { control, text } }));

form?.addEventListener('focusout', (event) => {
  const field = event.target.closest('.field');
  const date = event.target.dataset.format === 'date' && dateIn(typed(event.target));
  // A date is shown back as dates are written here, so that whoever typed digits sees what they mean.
  if (date && !date.short) {
    const two = (part) => part.padStart(2, '0');
    const shown = `${two(date.day)}.${two(date.month)}.${date.year}`;
    if (event.target.value !== shown) {
      event.target.value = shown;
      event.target.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  const fault = field && counts(field) && faultOf(field, false);
  // What the server said stays until it is changed.
  if (fault && event.target.value && (fault.text || field.dataset.edited)) tell(fault);
});

for (const kind of ['input', 'change']) {
  form?.addEventListener(kind, (event) => {
    const field = event.target.closest('.field');
    if (!field) return;
    field.dataset.edited = '';
    if (!field.classList.contains('wrong')) return;
    const fault = faultOf(field, true);
    if (fault && !fault.text) tell(fault);
  });
}

const pointer = (control) => `/${control.name.replaceAll('.', '/')}`;

form?.addEventListener('otklik:check', ({ detail: { root, faults } }) => {
  for (const field of root.querySelectorAll('.field')) {
    if (!counts(field)) continue;
    const fault = faultOf(field, true);
    if (fault?.text) faults.push({ pointer: pointer(fault.control), detail: fault.text });
    if (fault?.control.name === 'applicant.phone' && !fault.control.dataset.required) {
      const email = form.elements['applicant.email'];
      if (!typed(fault.control) && !typed(email) && !email.dataset.required) {
        const detail = t('Укажите телефон или электронную почту', 'Give a telephone or an e-mail address');
        faults.push({ pointer: '/applicant/phone', detail });
      }
    }
  }
  const forSelf = !form.querySelector('[name="on_behalf_of.kind"]:checked')?.value;
  for (const upload of root.querySelectorAll('.upload')) {
    const { upload: document, label } = upload.dataset;
    if (forSelf && upload.matches('.represented')) continue;
    const has = upload.querySelector('[name="attachments"], [data-state="loading"], [data-state="paused"]');
    if (document && !has && !form.elements.documents_follow?.checked && !upload.querySelector('input[type="file"]').value) {
      const detail = t(`Приложите документ: ${label}`, `Attach the document: ${label}`);
      faults.push({ pointer: `/files/${document}`, detail });
    }
  }
});

// Shows what is wrong with the form: a summary that takes focus and links to the
// controls, and a message beside each. The markup is that of templates/form.html.
//
// Events of the form: `otklik:faults` { faults: [{ pointer, detail }], summary },
// `otklik:fault` { control, text } for one control (an empty text takes it away),
// and, for whoever hides parts of the form, `otklik:reveal` { element }.
const fieldOf = (control) => control.closest('.field');

function mark(control, text) {
  const field = fieldOf(control);
  if (!field) return;
  const id = `${control.id}-error`;
  const group = field.querySelector(':scope > fieldset');
  const controls = group ? group.querySelectorAll('input') : [control];
  const described = group ?? control;
  const ids = (described.getAttribute('aria-describedby') ?? '').split(' ').filter((one) => one && one !== id);
  field.classList.toggle('wrong', Boolean(text));
  document.getElementById(id)?.remove();
  for (const one of controls) {
    if (text) one.setAttribute('aria-invalid', 'true');
    else one.removeAttribute('aria-invalid');
  }
  if (text) {
    const message = document.createElement('p');
    message.className = 'error';
    message.id = id;
    message.textContent = text;
    const head = group ?? field;
    const after = head.querySelector(':scope > .hint:not(.count)') ?? head.querySelector(':scope > legend, :scope > label');
    after.after(message);
    ids.push(id);
  }
  if (ids.length) described.setAttribute('aria-describedby', ids.join(' '));
  else described.removeAttribute('aria-describedby');
}

// The control that a JSON pointer means; «/attachments/2/id» is the third file.
function controlOf({ pointer, detail }) {
  const [, first, second] = pointer.split('/');
  const uploads = [...form.querySelectorAll('.upload')];
  let upload;
  if (first === 'attachments') {
    upload = second
      ? form.querySelectorAll('input[name="attachments"]')[second]?.closest('.upload')
      : uploads.find((one) => one.dataset.upload && detail.endsWith(one.dataset.label));
  } else if (first === 'files' || first === 'documents') {
    upload = uploads.find((one) => one.dataset.upload === second);
  } else {
    const id = pointer.slice(1).replace(/[^A-Za-z0-9_]/g, '-');
    return document.getElementById(id) ?? document.getElementById(id.replace(/-\d+$/, ''));
  }
  return (upload ?? uploads.at(-1))?.querySelector('input[type="file"]');
}

function show(faults, summary) {
  document.getElementById('errors')?.remove();
  for (const field of form.querySelectorAll('.field.wrong')) {
    const control = field.querySelector('[aria-invalid], input[type="file"]');
    if (control) mark(control, '');
  }
  document.title = document.title.replace(/^(Ошибка|Error): /, '');
  if (!faults.length) return;

  const box = document.createElement('div');
  box.className = 'summary';
  box.id = 'errors';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  const head = document.createElement('h2');
  head.textContent = summary;
  const list = document.createElement('ul');
  box.append(head, list);
  const texts = new Map();
  for (const fault of faults) {
    const control = controlOf(fault);
    const line = document.createElement('li');
    const link = document.createElement('a');
    link.href = `#${fault.at ?? control?.id ?? 'appeal'}`;
    link.textContent = fault.detail;
    line.append(link);
    list.append(line);
    if (control) texts.set(control, [...(texts.get(control) ?? []), fault.detail]);
  }
  for (const [control, lines] of texts) mark(control, lines.join(' '));
  document.querySelector('main').prepend(box);
  document.title = `${t('Ошибка: ', 'Error: ')}${document.title}`;
  box.focus();
  box.scrollIntoView({ block: 'start' });
}

form?.addEventListener('otklik:faults', (event) => show(event.detail.faults, event.detail.summary));
form?.addEventListener('otklik:fault', (event) => mark(event.detail.control, event.detail.text));

document.querySelector('main').addEventListener('click', (event) => {
  const link = event.target.closest('.summary a[href^="#"]');
  const element = link && document.getElementById(link.hash.slice(1));
  if (!element || !form?.contains(element)) return;
  event.preventDefault();
  form.dispatchEvent(new CustomEvent('otklik:reveal', { detail: { element } }));
  (element.matches('li') ? element.querySelector('button') : element).focus();
  (fieldOf(element) ?? element).scrollIntoView({ block: 'start' });
});
