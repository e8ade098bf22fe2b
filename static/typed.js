// What is left of what somebody typed or pasted when it is read: without what nobody sees, as `domain::text` reads
// it on the server, so that both count the same. Whoever wants to know it of a control sends it `otklik:typed` and
// finds it in the event's `detail.text`.

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

document.addEventListener('otklik:typed', ({ target, detail }) => {
  const text = clean(target.value);
  const lines = target.tagName === 'TEXTAREA' ? text.split('\n').map((line) => line.trimEnd()) : [text.replace(/\s+/g, ' ')];
  detail.text = lines.join('\n').trim();
});
