// Keeps «До конца срока: …» right while the page is open; the words are those of
// crates/pages/src/moment.rs.

const { lang } = document.documentElement;
const t = (ru, en) => (lang === 'en' ? en : ru);

const amount = (value, unit) =>
  new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }).format(value);

function left(until) {
  const seconds = Math.trunc((until - Date.now()) / 1000);
  const total = Math.abs(seconds);
  const [days, hours, minutes] = [
    Math.trunc(total / 86400),
    Math.trunc((total % 86400) / 3600),
    Math.trunc((total % 3600) / 60),
  ];
  const parts = days
    ? [amount(days, 'day'), hours && amount(hours, 'hour')]
    : [hours && amount(hours, 'hour'), amount(minutes, 'minute')];
  const head = seconds < 0 ? t('Срок прошёл, просрочка', 'Overdue by') : t('До конца срока', 'Time left');
  return `${head}: ${parts.filter(Boolean).join(' ')}`;
}

function update() {
  for (const one of document.querySelectorAll('[data-due]')) {
    const until = Date.parse(one.dataset.due);
    if (until) one.textContent = left(until);
  }
}

update();
setInterval(update, 30_000);
