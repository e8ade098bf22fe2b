// Adds the proof of work to a form that must carry one, before it is sent: the browser computes what
// would cost a robot too much.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

for (const form of document.querySelectorAll('form[data-proof]')) {
  const status = form.querySelector('[data-send-status]');
  const button = form.querySelector('.actions .button');
  let busy = false;
  form.addEventListener('submit', async (event) => {
    // Without TLS browsers compute no hashes; the server's page then says to wait.
    if (!crypto.subtle) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    status.textContent = t('Проверяем, что вы не робот. Это несколько секунд…', 'Checking that you are no robot. It takes some seconds…');
    try {
      const answer = await fetch('/api/v1/challenge', { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(String(answer.status));
      const { default: solve } = await import('./proof.js');
      const field = form.elements.altcha ?? document.createElement('input');
      field.type = 'hidden';
      field.name = 'altcha';
      field.value = await solve(await answer.json());
      form.append(field);
      form.submit();
    } catch {
      status.textContent = t('Не получилось: проверьте интернет и нажмите ещё раз.', 'That did not work: check the network and press again.');
      button.removeAttribute('aria-disabled');
      busy = false;
    }
  });
  // «Back» brings the page as it was left.
  addEventListener('pageshow', () => {
    busy = false;
    button.removeAttribute('aria-disabled');
    status.textContent = '';
  });
}
