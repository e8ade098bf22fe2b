// Counts the characters of a control with a limit: under it at once, aloud after a pause.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

// The text without what nobody sees, see typed.js.
function typed(control) {
  const detail = { text: control.value.trim() };
  control.dispatchEvent(new CustomEvent('otklik:typed', { bubbles: true, detail }));
  return detail.text;
}

for (const control of document.querySelectorAll('[data-max]')) {
  const line = document.getElementById(`${control.id}-count`);
  if (!line) continue;
  const rule = line.textContent;
  const spoken = document.createElement('p');
  spoken.className = 'sr';
  spoken.setAttribute('role', 'status');
  line.after(spoken);
  const [min, max] = [Number(control.dataset.min), Number(control.dataset.max)];
  let timer;

  const count = () => {
    const length = [...typed(control)].length;
    let text = t(`Набрано ${length} из ${max}`, `${length} of ${max} typed`);
    if (length === 0) text = rule;
    else if (length < min) text = t(`Набрано ${length}, нужно хотя бы ${min}`, `${length} typed, at least ${min} are needed`);
    else if (length > max) text = t(`Лишних символов: ${length - max}`, `${length - max} characters too many`);
    line.textContent = text;
    line.classList.toggle('over-limit', length > max);
    return text;
  };

  control.addEventListener('input', () => {
    const text = count();
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = text), 1200);
  });
  if (control.value) count();
}
