// Shows what is wrong with the form: a summary that takes focus and links to the
// controls, and a message beside each. The markup is that of templates/form.html.
//
// Events of the form: `otklik:faults` { faults: [{ pointer, detail }], summary },
// `otklik:fault` { control, text } for one control (an empty text takes it away),
// and, for whoever hides parts of the form, `otklik:reveal` { element }.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');

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
    link.href = `#${control?.id ?? 'appeal'}`;
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
  element.focus();
  (fieldOf(element) ?? element).scrollIntoView({ block: 'start' });
});
