// Fills the notice that an appeal will not be in the account, for a form that is open without it.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);

export default function tell(notice, status) {
  notice.className = 'inset notice stuck';
  notice.setAttribute('role', 'alert');
  const line = document.createElement('p');
  line.textContent = status === 409
    ? t('Вы вошли под другой учётной записью: в её кабинет это обращение не попадёт.', 'You are signed in with another account: this appeal will not be in it.')
    : t('Вы вышли из кабинета: обращение не попадёт в кабинет. Войдите снова, написанное останется на этой странице, или отправьте без учётной записи.', 'You are signed out: the appeal will not be in your account. Sign in again, what you wrote stays on this page, or send it without an account.');
  const link = document.createElement('a');
  link.className = 'button second small';
  link.href = `/sign-in?${status === 409 ? 'again=1&' : ''}return_to=%2Fsign-in%3Fdone%3Dback`;
  link.target = '_blank';
  link.textContent = t('Войти в новой вкладке', 'Sign in in a new tab');
  notice.append(line, link);
}
