// Counts the characters of a control with a limit: under it at once, aloud after a pause. What counts is what is left
// when it is read: without what nobody sees, as `domain::text` reads it on the server. Whoever else wants to know that of
// a control sends it `otklik:typed` and finds it in the event's `detail.text`.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

const HIDDEN = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffc]/u;
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const PICTURE = /\p{Extended_Pictographic}/u;
const ENDS_PICTURE = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0e\ufe0f\u20e3]/u;
// The letters of scripts that join or stack: between others a joiner does nothing.
const JOINS = /[\u0600-\u109f\u1780-\u18af\ua840-\ua87f\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]/u;
const IDEOGRAPH = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;

// Whether an invisible character changes how its neighbours look.
function isKept(c, before, after) {
  if (!before) return false;
  if (/[\u200c\u200d]/u.test(c)) {
    return (c === '\u200d' && ENDS_PICTURE.test(before) && PICTURE.test(after)) || (JOINS.test(before) && JOINS.test(after));
  }
  if (/[\ufe0e\ufe0f]/u.test(c)) return before <= '\x7f' ? after === '\u20e3' : /[\p{Emoji}\p{Extended_Pictographic}]/u.test(before);
  if (/[\ufe00-\ufe0d\u{e0100}-\u{e01ef}]/u.test(c)) return IDEOGRAPH.test(before);
  if (/[\u180b-\u180d\u180f]/u.test(c)) return /[\u1820-\u18aa]/u.test(before);
  return /[\u{e0020}-\u{e007f}]/u.test(c) && /[\u{1f3f4}\u{e0020}-\u{e007e}]/u.test(before);
}

function clean(text) {
  if (!HIDDEN.test(text)) return text.normalize();
  let [out, before] = ['', ''];
  const chars = [...text.replace(LINE_END, '\n')];
  chars.forEach((c, at) => {
    if (/[\t\n]/.test(c) || !HIDDEN.test(c) || isKept(c, before, chars[at + 1] ?? '')) out += before = c;
  });
  return out.normalize();
}

function typed(control) {
  const text = clean(control.value);
  const lines = control.tagName === 'TEXTAREA' ? text.split('\n').map((line) => line.trimEnd()) : [text.replace(/\s+/g, ' ')];
  return lines.join('\n').trim();
}

document.addEventListener('otklik:typed', ({ target, detail }) => (detail.text = typed(target)));

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
