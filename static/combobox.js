// A searchable list over a native select with groups (the combobox pattern of the
// WAI-ARIA Authoring Practices, list autocomplete). The select stays underneath, keeps
// its name and is what the form sends.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const plain = (text) => ` ${text.toLowerCase().replaceAll('ё', 'е').split(/[^\p{L}\d]+/u).join(' ').trim()}`;

// The end of a Russian word is grammar: «отопления» finds «отопление», «яма» finds «ямы».
const stem = (word) => word.slice(0, word.length > 5 ? -2 : word.length > 2 ? -1 : undefined);

function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text) made.textContent = text;
  return made;
}

function enhance(select) {
  const { id } = select;
  const input = element('input', {
    type: 'text',
    role: 'combobox',
    id,
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: t('Начните писать: яма, отопление, справка', 'Start typing: pothole, heating, certificate'),
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': `${id}-list`,
  });
  for (const name of ['aria-describedby', 'aria-invalid']) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  const list = element('ul', { role: 'listbox', id: `${id}-list`, 'aria-label': t('Темы', 'Topics') });
  const status = element('p', { class: 'sr', role: 'status' });
  const box = element('div', { class: 'combobox' });
  list.hidden = true;
  select.id = `${id}-native`;
  select.hidden = true;
  box.append(input, list, status);
  select.after(box);

  const options = [...select.options].filter((option) => option.value);
  const text = new Map(
    options.map((option) => {
      const group = option.parentElement.label ?? '';
      return [option, plain(`${option.label} ${group} ${option.dataset.words ?? ''}`)];
    }),
  );
  let shown = [];
  let active = -1;

  const chosen = () => (select.value ? select.selectedOptions[0] : null);
  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  function activate(index) {
    active = shown.length ? (index + shown.length) % shown.length : -1;
    shown.forEach(({ item }, at) => item.setAttribute('aria-selected', String(at === active)));
    if (active < 0) {
      input.removeAttribute('aria-activedescendant');
      return;
    }
    const { item } = shown[active];
    input.setAttribute('aria-activedescendant', item.id);
    item.scrollIntoView({ block: 'nearest' });
  }

  function open(query) {
    const words = plain(query).split(' ').filter(Boolean).map(stem);
    const found = options.filter((option) => words.every((word) => text.get(option).includes(` ${word}`)));
    list.replaceChildren();
    shown = [];
    let group;
    let holder;
    for (const option of found) {
      const parent = option.parentElement;
      if (parent !== group) {
        group = parent;
        const head = element('li', { class: 'group', role: 'presentation', id: `${id}-group-${shown.length}` }, parent.label);
        holder = element('ul', { role: 'group', 'aria-labelledby': head.id });
        const wrap = element('li', { role: 'presentation' });
        wrap.append(holder);
        list.append(head, wrap);
      }
      const item = element('li', { role: 'option', id: `${id}-option-${shown.length}`, 'aria-selected': 'false' }, option.label);
      item.addEventListener('click', () => choose(option));
      holder.append(item);
      shown.push({ option, item });
    }
    if (!found.length) {
      const none = t('Ничего не нашлось. Попробуйте другое слово или «Другое».', 'Nothing found. Try another word or “Other”.');
      list.append(element('li', { class: 'none', role: 'presentation' }, none));
    }
    list.hidden = false;
    active = -1;
    input.setAttribute('aria-expanded', 'true');
    input.removeAttribute('aria-activedescendant');
    status.textContent = t(`Найдено тем: ${found.length}`, `Topics found: ${found.length}`);
  }

  function choose(option) {
    select.value = option.value;
    input.value = option.label;
    select.dispatchEvent(new Event('change', { bubbles: true }));
    close();
    input.focus();
  }

  // What was typed counts if it can only mean one thing.
  function settle() {
    const typed = plain(input.value);
    const exact = options.find((option) => plain(option.label) === typed);
    const only = shown.length === 1 && typed.trim() ? shown[0].option : null;
    const option = exact ?? only;
    select.value = option?.value ?? '';
    if (option) input.value = option.label;
  }

  if (chosen()) input.value = chosen().label;

  input.addEventListener('input', () => {
    select.value = '';
    open(input.value);
  });
  input.addEventListener('click', () => {
    if (list.hidden) open(chosen() ? '' : input.value);
  });
  input.addEventListener('blur', () => {
    if (!chosen()) settle();
    close();
  });
  // A press on the list must not take the focus before its click arrives.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) open(chosen() ? '' : input.value);
      activate(active < 0 && key === 'ArrowUp' ? -1 : active + (key === 'ArrowDown' ? 1 : -1));
    } else if (key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(shown[active].option);
    } else if (key === 'Escape') {
      if (list.hidden) {
        input.value = '';
        select.value = '';
      }
      close();
    }
  });
  select.form.addEventListener('submit', (event) => {
    // A button with a value of its own says what to do.
    if (event.submitter?.name) return;
    if (!chosen()) settle();
    if (chosen()) return;
    event.preventDefault();
    input.focus();
    open(input.value);
  });
}

document.querySelectorAll('select[data-combobox]').forEach(enhance);
