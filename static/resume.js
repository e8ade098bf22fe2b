// Says on the page of a form that was kept that its person has signed in again in another tab. Nothing is sent
// without a press.

// Both windows may stand side by side, so that no focus tells of it.
const AGAIN_MS = 5000;

const box = document.querySelector('[data-resume]');
const status = box?.querySelector('[data-resume-status]');

async function look() {
  if (document.hidden || status.textContent) return;
  try {
    const answer = await fetch('/api/v1/session', { headers: { Accept: 'application/json' } });
    const { state, account } = await answer.json();
    if (state !== 'signed_in' || account.level !== 'full') return;
    status.textContent = box.dataset.done;
    document.querySelector('main form .actions .button').focus();
  } catch {
    // No network: the button tells.
  }
}

if (status) {
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', look);
  setInterval(look, AGAIN_MS);
}
