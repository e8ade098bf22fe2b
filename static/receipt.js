// Copies the number and the code. Without a clipboard (plain http) the text is selected.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const status = document.querySelector('[data-copy-status]');

for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  const label = button.firstChild;
  const before = label.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener('click', async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      getSelection().selectAllChildren(source);
      done = document.execCommand('copy');
    }
    label.textContent = done ? t('Скопировано', 'Copied') : t('Выделено', 'Selected');
    status.textContent = label.textContent;
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = before;
      status.textContent = '';
    }, 4000);
  });
}
