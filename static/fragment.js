// Takes a code from the address's fragment into the form, and out of the address: no server sees it and no
// history keeps it.

const form = document.querySelector('form[data-from-fragment]');
const code = decodeURIComponent(location.hash.slice(1));
if (form && code && code !== 'main') {
  const control = form.elements[form.dataset.fromFragment];
  control.value = code;
  history.replaceState(null, '', location.pathname + location.search);
  // A scanned code leads straight on to who asks; nothing is approved by that.
  if ('go' in form.dataset) form.requestSubmit();
}
