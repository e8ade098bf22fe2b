// Follows an open appeal: each event of its journal fetches the page again and puts
// in what changed, so that the page never says anything the server would not.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const card = () => document.querySelector('[data-live]');
const status = document.querySelector('[data-live-status]');
let source;
let timer;

const isTouched = (root) =>
  root.contains(document.activeElement) ||
  [...root.querySelectorAll('textarea, input:not([type="hidden"])')].some((control) =>
    'defaultChecked' in control && /radio|checkbox/.test(control.type)
      ? control.checked !== control.defaultChecked
      : control.value !== control.defaultValue,
  );

function swap(fresh, id) {
  const [old, next] = [document.getElementById(id), fresh.getElementById(id)];
  if (!old || !next) return;
  // What was opened stays open.
  const open = [...old.querySelectorAll('details')].map((one) => one.open);
  next.querySelectorAll('details').forEach((one, index) => (one.open ||= Boolean(open[index])));
  old.replaceWith(document.adoptNode(next));
}

async function refresh() {
  const answer = await fetch(`/status/${card().dataset.live}?live=1`, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const next = fresh.querySelector('[data-live]');
  if (!next || next.dataset.seq === card().dataset.seq) return;
  const before = document.querySelector('.badge')?.textContent;
  swap(fresh, 'card');
  // A form that is being filled in is left alone until it is sent.
  if (!isTouched(document.getElementById('actions'))) swap(fresh, 'actions');
  document.title = fresh.title;
  const now = document.querySelector('.badge')?.textContent;
  status.textContent =
    now === before
      ? t('Обращение обновилось: смотрите журнал', 'The appeal was updated: see the journal')
      : t(`Новый статус: ${now}`, `New status: ${now}`);
}

function follow() {
  source = new EventSource(`/api/v1/appeals/${card().dataset.live}/events`);
  source.addEventListener('journal', (event) => {
    let seq = Infinity;
    try {
      seq = JSON.parse(event.data).seq;
    } catch {
      // An event that can't be read is a reason to look.
    }
    // The stream may begin with what is shown already.
    if (seq <= Number(card().dataset.seq)) return;
    clearTimeout(timer);
    timer = setTimeout(() => refresh().catch(() => {}), 200);
  });
}

if (card() && 'EventSource' in window) {
  follow();
  // A page that nobody sees holds no connection; when it is seen again, it catches up.
  document.addEventListener('visibilitychange', () => {
    source.close();
    if (document.hidden) return;
    refresh().catch(() => {});
    follow();
  });
}
