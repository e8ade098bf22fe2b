// Checks what can be checked cheaply, in the server's words: a format when the control
// is left, everything when `otklik:check` { root, faults } asks for it. The server
// checks all of it again, and more.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');

const digits = (value) => value.replace(/[\s()–-]/g, '');
const FORMATS = {
  name: (value) => /^[\p{L}\p{M}\s'’ʼ‐‑-]{1,100}$/u.test(value),
  date: (value) => {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? /^(\d\d?)\.(\d\d?)\.(\d{4})$/.exec(value);
    if (!found) return false;
    const [year, month, day] = (found[1].length === 4 ? found.slice(1) : found.slice(1).reverse()).map(Number);
    const date = new Date(year, month - 1, day);
    return date.getMonth() === month - 1 && date.getDate() === day;
  },
  number: (value) => /^-?\d+([.,]\d+)?$/.test(value.replaceAll(' ', '')),
  url: (value) => /^https?:\/\/[^\s<>"\\]+$/i.test(value),
  inn: (value) => /^(\d{10}|\d{12})$/.test(digits(value)),
  snils: (value) => /^\d{11}$/.test(digits(value)),
  email: (value) => /^[^\s@]+@[^\s@]+$/.test(value),
  phone: (value) => /^(\+?7|8)?\d{10}$/.test(digits(value)),
};

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
  const value = control.value.trim();
  const { required, format, formatText, min, max } = control.dataset;
  if (!value) return { control, text: (whole && required) || '' };
  const length = [...value].length;
  if (max && (length < min || length > max)) {
    const text = t(
      `От ${min} до ${max} символов, сейчас ${length}`,
      `From ${min} to ${max} characters; there are ${length}`,
    );
    return { control, text };
  }
  return { control, text: format && !FORMATS[format](value) ? formatText : '' };
}

const tell = ({ control, text }) =>
  form.dispatchEvent(new CustomEvent('otklik:fault', { detail: { control, text } }));

form?.addEventListener('focusout', (event) => {
  const field = event.target.closest('.field');
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
      if (!fault.control.value.trim() && !email.value.trim() && !email.dataset.required) {
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
