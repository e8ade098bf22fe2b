// Fills in what the browser knows of itself, where the category asks for it and nothing
// is there yet: the browser, the system, the page that one came from, the time zone.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const KEY = 'otklik.page';

function cameFrom() {
  try {
    const page = new URL(document.referrer);
    const own = page.origin === location.origin && /^\/(submit)?$/.test(page.pathname);
    if (!own) sessionStorage.setItem(KEY, page.href);
  } catch {
    // No referrer, or no storage: then it is typed.
  }
  try {
    return sessionStorage.getItem(KEY) ?? '';
  } catch {
    return '';
  }
}

const first = (pairs) => {
  for (const [pattern, name] of pairs) {
    const found = pattern.exec(navigator.userAgent);
    if (found) return `${name} ${(found[1] ?? '').replaceAll('_', '.')}`.trim();
  }
  return '';
};

const browser = () =>
  first([
    [/YaBrowser\/([\d.]+)/, 'Яндекс Браузер'],
    [/Edg\w*\/([\d.]+)/, 'Edge'],
    [/OPR\/([\d.]+)/, 'Opera'],
    [/(?:Firefox|FxiOS)\/([\d.]+)/, 'Firefox'],
    [/(?:Chrome|CriOS)\/([\d.]+)/, 'Chrome'],
    [/Version\/([\d.]+).*Safari/, 'Safari'],
  ]);

const system = () =>
  first([
    [/Android ([\d.]+)/, 'Android'],
    [/(?:iPhone|CPU) OS ([\d_]+)/, 'iOS'],
    [/Windows NT ([\d.]+)/, 'Windows NT'],
    [/Mac OS X ([\d_.]+)/, 'macOS'],
    [/(Linux)/, ''],
  ]);

const page = cameFrom();
const form = document.getElementById('appeal');
if (form) {
  for (const [code, value] of [['browser', browser()], ['system', system()], ['page', page], ['page_url', page]]) {
    const control = form.elements[`fields.${code}`];
    if (control && !control.value && value) {
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  for (const control of form.querySelectorAll('input[type="datetime-local"]')) {
    const hint = document.createElement('p');
    hint.className = 'hint';
    hint.id = `${control.id}-zone`;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    hint.textContent = t(`По вашим часам, часовой пояс ${timeZone}`, `By your clock, time zone ${timeZone}`);
    control.after(hint);
    control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby') ?? ''} ${hint.id}`.trim());
  }
}
