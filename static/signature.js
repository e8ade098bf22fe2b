// Signing in with an electronic signature: shows the text to sign, takes the signed file. The signing itself is done
// by whatever program the person has for it.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

async function call(path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify(body),
  });
  const made = await answer.json();
  if (!answer.ok) throw new Error(made.detail);
  return made;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function base64(file) {
  let text = '';
  for (const byte of new Uint8Array(await file.arrayBuffer())) text += String.fromCharCode(byte);
  return btoa(text);
}

function build(box, { ticket, statement, file_name: name }, verb, send) {
  const link = URL.createObjectURL(new Blob([statement], { type: 'text/plain' }));
  const file = element('input', { type: 'file', id: 'signature-file', accept: '.sig,.p7s,.p7m,.pem,.sgn,.txt' });
  const status = element('p', { role: 'status' });
  const button = element('button', { type: 'button', className: 'button' }, verb);
  box.replaceChildren(
    element('p', {}, t('Сохраните файл и подпишите его в своей программе: подпись CMS (PKCS #7), сертификат внутри.', 'Save the file and sign it with your program: a CMS (PKCS #7) signature, with the certificate in it.')),
    element('p', {}, element('a', { href: link, download: name, className: 'button second' }, t('Сохранить файл для подписи', 'Save the file to sign'))),
    element('p', { className: 'hint' }, element('code', {}, statement)),
    element('div', { className: 'field' }, element('label', { htmlFor: file.id }, t('Файл подписи', 'The signature file')), file),
    element('p', { className: 'actions' }, button),
    status,
  );
  button.addEventListener('click', async () => {
    const [chosen] = file.files;
    if (!chosen) return void ((status.textContent = t('Выберите файл подписи.', 'Choose the signature file.')), file.focus());
    status.textContent = t('Проверяем…', 'Checking…');
    try {
      await send({ ticket, cms: await base64(chosen) });
    } catch (error) {
      status.textContent = error.message;
    }
  });
}

// To sign in, or to link the certificate's person to the account.
const ways = {
  link: {
    challenge: '/account/links/challenge',
    send: (answer) => call('/account/links', { kind: 'certificate', ...answer }),
    verb: () => t('Привязать', 'Link'),
    next: () => '/cabinet/security',
  },
  enter: {
    challenge: '/session/signature/challenge',
    send: (answer) => call('/session/signature', answer),
    verb: () => t('Войти', 'Sign in'),
    next: (part, { account }) => part.dataset.returnTo || account.home,
  },
};

for (const part of document.querySelectorAll('[data-signature]')) {
  const box = part.querySelector('[data-signature-box]');
  const way = ways[part.dataset.signature || 'enter'];
  part.addEventListener('toggle', async () => {
    if (!part.open || box.childElementCount) return;
    try {
      build(box, await call(way.challenge, {}), way.verb(), async (answer) => {
        location.assign(way.next(part, await way.send(answer)));
      });
    } catch (error) {
      box.textContent = error.message;
    }
  });
}
