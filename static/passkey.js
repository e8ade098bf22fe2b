// Passkeys: signing in with one, alone or as the second step, and adding one. The browser speaks bytes
// (ArrayBuffer) and the API base64url (WebAuthn level 3, 5.1).

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
const base64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

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

function known(list = []) {
  return list.map(({ id, transports, type }) => ({ type, id: bytes(id), ...(transports?.length && { transports }) }));
}

async function create({ public_key: options }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: known(options.excludeCredentials),
    },
  });
  const { clientDataJSON, attestationObject } = made.response;
  return {
    id: made.id,
    type: made.type,
    response: {
      clientDataJSON: base64(clientDataJSON),
      attestationObject: base64(attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function show({ public_key: options }) {
  const shown = await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
  });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  return {
    id: shown.id,
    type: shown.type,
    response: {
      clientDataJSON: base64(clientDataJSON),
      authenticatorData: base64(authenticatorData),
      signature: base64(signature),
      userHandle: userHandle && base64(userHandle),
    },
  };
}

async function enter({ ticket, returnTo }) {
  const about = ticket ? { ticket } : {};
  const credential = await show(await call('/session/passkey/options', about));
  const { account } = await call('/session/passkey', { ...about, credential });
  location.assign(returnTo || account.home);
}

async function add() {
  const credential = await create(await call('/account/factors/passkeys/options', {}));
  await call('/account/factors/passkeys', { credential });
  location.assign('/cabinet/security?done=factor_added');
}

// What the browser itself refuses has words for programmers only.
function words(error) {
  if (error.name === 'NotAllowedError') return t('Не получилось: запрос отменён или истёк.', 'It did not work: cancelled, or out of time.');
  if (error.name === 'InvalidStateError') return t('Этот ключ уже добавлен.', 'This passkey was added before.');
  return error.message;
}

for (const box of document.querySelectorAll('[data-passkey-sign-in], [data-passkey-second], [data-passkey-add]')) {
  if (!window.PublicKeyCredential) continue;
  box.hidden = false;
  const button = box.querySelector('[data-passkey-start]');
  const status = box.querySelector('[data-passkey-status]');
  button.addEventListener('click', async () => {
    if (button.ariaDisabled === 'true') return;
    button.ariaDisabled = 'true';
    status.textContent = t('Подтвердите на устройстве…', 'Confirm on the device…');
    try {
      await ('passkeyAdd' in box.dataset ? add() : enter(box.dataset));
    } catch (error) {
      status.textContent = words(error);
    }
    button.ariaDisabled = null;
  });
}
