// Lets files be dropped on a file control, as if they had been picked there.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

for (const input of document.querySelectorAll('.upload input[type="file"]')) {
  const zone = document.createElement('div');
  zone.className = 'drop';
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = t('Выберите файлы или перетащите их сюда', 'Choose files or drop them here');
  input.replaceWith(zone);
  zone.append(hint, input);

  zone.addEventListener('dragover', () => zone.classList.add('over-it'));
  zone.addEventListener('dragleave', () => zone.classList.remove('over-it'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('over-it');
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

// A file dropped beside a zone would replace the page, and the form with it.
for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());
