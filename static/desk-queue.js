// The queue: how many are marked, all at once, and a word when it has changed meanwhile.

const POLL_MS = 30_000;

const boxes = () => [...document.querySelectorAll('[name="numbers"]')];
const all = document.querySelector('[data-all]');
const told = document.querySelector('[data-chosen]');
const idle = told?.textContent;

function count() {
  const marked = boxes().filter((box) => box.checked).length;
  if (told) told.textContent = marked ? `${told.dataset.text} ${marked}` : idle;
  if (all) {
    all.checked = marked > 0 && marked === boxes().length;
    all.indeterminate = marked > 0 && !all.checked;
  }
}

all?.addEventListener('change', () => {
  for (const box of boxes()) box.checked = all.checked;
  count();
});
document.addEventListener('change', (event) => event.target.name === 'numbers' && count());
// What the browser remembered of a page that was left and came back.
addEventListener('pageshow', count);

// One pop-up at a time; Escape and a click beside close it.
const pops = () => document.querySelectorAll('details:has(> .desk-pop)[open]');
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

const live = document.querySelector('[data-live-queue]');
const kept = ({ open, overdue, unassigned, awaits_approval: approval, mine }) =>
  [open, overdue, unassigned, approval, mine].join(' ');

async function look() {
  if (document.hidden || live.textContent) return;
  try {
    const answer = await fetch('/api/v1/queue?limit=0', { headers: { Accept: 'application/json' } });
    if (!answer.ok) return;
    if (kept((await answer.json()).counters) === live.dataset.liveQueue) return;
    const link = document.createElement('a');
    link.href = location.href;
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
