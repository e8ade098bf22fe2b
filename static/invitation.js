// Tells whoever opens an invitation what it offers, and fills in the address that it went to. fragment.js has put the
// code into the form.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const place = document.querySelector('[data-invitation]');
const { token, login } = document.querySelector('form[data-from-fragment]').elements;

function say(text) {
  place.textContent = text;
  place.hidden = false;
}

async function look() {
  const answer = await fetch('/api/v1/staff/invitations/look', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Accept-Language': document.documentElement.lang },
    body: JSON.stringify({ token: token.value }),
  });
  const seen = await answer.json();
  if (!answer.ok) return say(seen.detail);
  token.closest('.field').hidden = true;
  const offer = [seen.role_name, seen.agency?.name].filter(Boolean).join(', ');
  say(`${t('Вас приглашают:', 'You are invited as:')} ${offer}`);
  if (!seen.login) return;
  login.value = seen.login;
  login.readOnly = true;
}

// Without an answer everything can be typed.
if (token.value) look().catch(() => {});
