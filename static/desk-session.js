// Says when the session is about to end, and when it is over. What is asked here does not prolong it; a press does.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const WARN_MS = 3 * 60_000;
// Work in another tab may have prolonged it meanwhile.
const LOOK_MS = 10_000;
const box = document.createElement('div');
box.className = 'desk-session';
box.setAttribute('role', 'alert');
let timer;
let shown = '';

// How long it goes on, by the server's clock.
async function left(stay) {
  const answer = await fetch(stay ? '/api/v1/session/stay' : '/api/v1/session', {
    method: stay ? 'POST' : 'GET',
    headers: { Accept: 'application/json' },
  });
  const { ends_at } = answer.ok ? await answer.json() : {};
  return ends_at ? Date.parse(ends_at) - Date.parse(answer.headers.get('date') ?? Date()) : 0;
}

function say(text, action) {
  if (shown === text) return;
  shown = text;
  box.replaceChildren(`${text} `, ...(action ? [action] : []));
  if (text) document.querySelector('main').prepend(box);
  else box.remove();
}

function stayButton() {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button small';
  button.textContent = t('Остаться', 'Stay');
  button.addEventListener('click', () => look(true));
  return button;
}

function signInLink() {
  const link = document.createElement('a');
  link.href = '/sign-in?return_to=%2Fsign-in%3Fdone%3Dback';
  link.target = '_blank';
  link.textContent = t('Войти в новой вкладке', 'Sign in in a new tab');
  return link;
}

async function look(stay = false) {
  clearTimeout(timer);
  let next = LOOK_MS;
  try {
    const ms = await left(stay);
    if (ms <= 0) {
      say(t('Вы вышли из системы. Написанное на этой странице на месте.', 'You are signed out. What you wrote on this page is still here.'), signInLink());
    } else if (ms <= WARN_MS) {
      const minutes = Math.ceil(ms / 60_000);
      say(t(`Вы давно ничего не делали: вход закончится меньше чем через ${minutes} мин.`, `Nothing was done for long: your session ends in less than ${minutes} min.`), stayButton());
      next = Math.min(LOOK_MS, ms + 1000);
    } else {
      say('');
      next = ms - WARN_MS;
    }
  } catch {
    // No network: what is not kept says so itself.
  }
  timer = setTimeout(() => look(), next);
}

document.addEventListener('visibilitychange', () => document.hidden || look());
addEventListener('focus', () => look());
// A script of the page has met a session that is over, or that goes on again.
document.addEventListener('otklik:session', () => look());
look();
