// Takes the code of an invitation from the address's fragment and keeps it while its person signs in: in this
// tab alone, until it is in the form. No server sees it and no history keeps it.

const KEPT = 'otklik:invitation';
const place = document.querySelector('[data-invitation]');
const given = decodeURIComponent(location.hash.slice(1));
if (place && given && given !== 'main') {
  sessionStorage.setItem(KEPT, given);
  history.replaceState(null, '', location.pathname + location.search);
}
const control = place?.querySelector('[name="token"]');
const kept = sessionStorage.getItem(KEPT);
if (control && kept) {
  control.value = kept;
  sessionStorage.removeItem(KEPT);
}
