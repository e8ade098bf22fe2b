// Suggests topics for what somebody writes, while no topic is chosen. The buttons are those that the
// server makes without scripts; a press sends the form with the topic and the text.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const box = document.querySelector('[data-suggest]');
const text = box.querySelector('textarea');
const [said, list] = box.querySelector('[role="status"]').children;
const topics = box.closest('form').querySelector('select');
const SHORTEST = 15;
const PAUSE = 600;

box.querySelector('[name="suggest"]').hidden = true;

function button(option) {
  const made = document.createElement('button');
  made.className = 'button small second';
  made.name = 'use_category';
  made.value = option.value;
  made.textContent = `${option.parentElement.label}: ${option.label}`;
  const line = document.createElement('li');
  line.append(made);
  return line;
}

function show(options, otherwise = '') {
  const codes = options.map(({ value }) => value).join();
  // The same again is no news to a screen reader, and a button that has the focus keeps it.
  if (options.length && list.dataset.codes === codes) return;
  list.dataset.codes = codes;
  list.replaceChildren(...options.map(button));
  said.textContent = codes ? t('Похоже на одну из этих тем. Решаете вы:', 'It looks like one of these topics. You decide:') : otherwise;
}

let asked;
async function ask() {
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch('/api/v1/categories/suggest', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: text.value }),
      signal,
    });
    const items = answer.ok ? (await answer.json()).items : [];
    if (signal.aborted) return;
    const likely = items.filter(({ confidence }) => confidence >= Number(box.dataset.suggest));
    const found = likely.map(({ code }) => [...topics.options].find(({ value }) => value === code)).filter(Boolean);
    show(found, t('Пока тему не угадать. Напишите подробнее или выберите её в списке.', 'The topic can’t be told yet. Write some more, or choose it from the list.'));
  } catch {
    // No network: the list is there.
  }
}

let timer;
function later() {
  clearTimeout(timer);
  asked?.abort();
  if (topics.value || text.value.trim().length < SHORTEST) show([]);
  else timer = setTimeout(ask, PAUSE);
}

for (const kind of ['input', 'change']) box.closest('form').addEventListener(kind, later);
later();
