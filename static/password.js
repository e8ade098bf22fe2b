// Shows how strong a new password is while it is typed, and the password itself if one asks. The server
// decides; the rules are those of product.md, section 6.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

// What is missing by the rules, and how hard the rest is to guess: 0 to 4.
function judge(password, login) {
  const missing = [];
  if ([...password].length < 8) missing.push(t('хотя бы 8 знаков', 'at least 8 characters'));
  if (!/\p{Lu}/u.test(password)) missing.push(t('заглавная буква', 'a capital letter'));
  if (!/\p{Ll}/u.test(password)) missing.push(t('строчная буква', 'a small letter'));
  if (!/\d/.test(password)) missing.push(t('цифра', 'a digit'));
  if (!/[^\p{L}\d\s]/u.test(password)) missing.push(t('знак', 'a sign'));
  if (/\s/.test(password)) missing.push(t('без пробелов', 'no spaces'));
  if (/(.)\1\1/u.test(password)) missing.push(t('без трёх одинаковых знаков подряд', 'no three equal characters in a row'));
  if (login && password.toLowerCase().includes(login.toLowerCase())) missing.push(t('не похож на логин', 'unlike the login'));
  const variety = new Set(password.toLowerCase()).size;
  const score = missing.length ? 1 : Math.min(4, 1 + Math.floor(Math.min([...password].length, variety * 1.5) / 4));
  return { missing, score: password ? score : 0 };
}

const words = () => [
  '',
  t('слабый', 'weak'),
  t('так себе', 'fair'),
  t('хороший', 'good'),
  t('надёжный', 'strong'),
];

for (const input of document.querySelectorAll('input[autocomplete="new-password"]')) {
  const meter = document.createElement('meter');
  meter.max = 4;
  meter.low = 2;
  meter.high = 3;
  meter.optimum = 4;
  meter.setAttribute('aria-hidden', 'true');
  const line = document.createElement('p');
  line.className = 'hint';
  const spoken = document.createElement('p');
  spoken.className = 'sr';
  spoken.setAttribute('role', 'status');
  const show = document.createElement('button');
  show.type = 'button';
  show.className = 'button second small';
  show.setAttribute('aria-pressed', 'false');
  show.textContent = t('Показать пароль', 'Show the password');
  show.addEventListener('click', () => {
    const on = input.type === 'password';
    input.type = on ? 'text' : 'password';
    show.setAttribute('aria-pressed', String(on));
  });
  // What is sent must not stay in the browser's list of texts.
  input.form.addEventListener('submit', () => (input.type = 'password'));
  input.after(meter, line, spoken, show);
  let timer;
  const update = () => {
    const { missing, score } = judge(input.value, input.form.elements.login?.value);
    meter.value = score;
    line.textContent = input.value
      ? missing.length
        ? `${t('Ещё нужно', 'Still needed')}: ${missing.join(', ')}`
        : `${t('Пароль', 'The password is')} ${words()[score]}`
      : '';
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = line.textContent), 1000);
  };
  input.addEventListener('input', update);
  input.form.elements.login?.addEventListener('input', update);
}
