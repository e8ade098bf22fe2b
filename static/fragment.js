// Takes a code from the address's fragment into the form, and out of the address: no server sees it and no
// history keeps it. The page of signing in, to which a browser carries the fragment along, keeps it in this tab
// until its person comes back.

const KEPT = 'otklik:fragment';
const form = document.querySelector('form[data-from-fragment]');
const keeper = document.querySelector('[data-keep-fragment]');
const given = decodeURIComponent(location.hash.slice(1));
const isCode = given && given !== 'main';
if (keeper && isCode) {
  sessionStorage.setItem(KEPT, given);
  history.replaceState(null, '', location.pathname + location.search);
}
const kept = form && 'go' in form.dataset ? sessionStorage.getItem(KEPT) : '';
if (form) sessionStorage.removeItem(KEPT);
const code = isCode ? given : kept;
if (form && code) {
  const control = form.elements[form.dataset.fromFragment];
  control.value = code;
  history.replaceState(null, '', location.pathname + location.search);
  // A scanned code leads straight on to who asks; nothing is approved by that.
  if ('go' in form.dataset) form.requestSubmit();
}
