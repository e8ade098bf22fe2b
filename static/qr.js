// Signing in by a telephone: shows the code, asks every two seconds whether it is approved, and goes on.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const root = document.querySelector('[data-qr]');
const find = (name) => root.querySelector(`[data-qr-${name}]`);
const EVERY_MS = 2000;

async function post(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': document.documentElement.lang },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

const say = (text) => (find('status').textContent = text);

// The picture comes as SVG: read as XML, nothing in it runs.
function draw(svg) {
  const picture = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  find('image').replaceChildren(document.adoptNode(picture));
}

async function follow(ticket, until) {
  while (Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (document.hidden) continue;
    const { state, account } = await post('/api/v1/session/qr/poll', { ticket });
    if (state !== 'waiting') {
      say(t('Вход подтверждён', 'Approved'));
      location.assign(root.dataset.returnTo || account.home);
      return;
    }
  }
  find('box').hidden = true;
  say(t('Код устарел. Нажмите ещё раз, чтобы показать новый.', 'The code is too old. Press again for a new one.'));
}

async function start() {
  const button = find('start');
  if (button.getAttribute('aria-disabled')) return;
  button.setAttribute('aria-disabled', 'true');
  say('');
  try {
    const begun = await post('/api/v1/session/qr', {});
    draw(begun.qr_svg);
    find('code').textContent = begun.short_code;
    find('box').hidden = false;
    say(t('Ждём подтверждения на телефоне. Код действует пять минут.', 'Waiting for the phone. The code is good for five minutes.'));
    await follow(begun.ticket, Date.parse(begun.expires_at));
  } catch {
    find('box').hidden = true;
    say(t('Не получилось. Попробуйте ещё раз.', 'That did not work. Please try again.'));
  } finally {
    button.removeAttribute('aria-disabled');
  }
}

if (root) {
  root.hidden = false;
  find('start').addEventListener('click', start);
}
