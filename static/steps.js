// Turns the sections of the form into steps, one at a time. The address keeps the step
// (#step-files), so that the browser's «back» goes one step back.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');
const steps = [...(form?.querySelectorAll('.step') ?? [])];
let current = 0;

const line = document.createElement('ol');
line.className = 'steps-line';
line.setAttribute('aria-label', t('Шаги', 'Steps'));

const check = (root) => {
  const faults = [];
  form.dispatchEvent(new CustomEvent('otklik:check', { detail: { root, faults } }));
  return faults;
};

function show(index) {
  current = index;
  steps.forEach((step, at) => (step.hidden = at !== index));
  [...line.children].forEach((item, at) => {
    const button = item.firstChild;
    button.classList.toggle('done', at < index);
    button.classList.toggle('bad', Boolean(steps[at].querySelector('.field.wrong')));
    if (at === index) button.setAttribute('aria-current', 'step');
    else button.removeAttribute('aria-current');
  });
}

function go(index) {
  if (index === current || !steps[index]) return;
  show(index);
  history.pushState(history.state, '', `#${steps[index].id}`);
  steps[index].querySelector('h2').focus({ preventScroll: true });
  line.scrollIntoView({ block: 'start' });
}

// Forward only over what is filled in rightly; back always.
function forward(index) {
  for (let at = current; at < index; at += 1) {
    const faults = check(steps[at]);
    if (faults.length) {
      show(at);
      const summary = t('Прежде чем идти дальше, поправьте:', 'Before you go on, please correct:');
      form.dispatchEvent(new CustomEvent('otklik:faults', { detail: { faults, summary } }));
      return;
    }
  }
  form.dispatchEvent(new CustomEvent('otklik:faults', { detail: { faults: [] } }));
  go(index);
}

const button = (text, second, act) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = second ? 'button second' : 'button';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
};

const fromAddress = () => steps.findIndex((step) => `#${step.id}` === location.hash);

if (steps.length > 1) {
  form.classList.add('stepped');
  steps.forEach((step, index) => {
    const head = step.querySelector('h2');
    const of = document.createElement('span');
    of.className = 'over';
    of.textContent = t(`Шаг ${index + 1} из ${steps.length}. `, `Step ${index + 1} of ${steps.length}. `);

    const item = document.createElement('li');
    const jump = document.createElement('button');
    jump.type = 'button';
    const name = document.createElement('span');
    name.textContent = head.textContent;
    jump.append(name);
    jump.addEventListener('click', () => (index > current ? forward(index) : go(index)));
    item.append(jump);
    line.append(item);

    head.prepend(of);
    let actions = step.querySelector('.actions');
    if (!actions) {
      actions = document.createElement('p');
      actions.className = 'actions';
      step.append(actions);
    }
    if (index > 0) actions.append(button(t('Назад', 'Back'), true, () => go(index - 1)));
    if (index < steps.length - 1) actions.prepend(button(t('Дальше', 'Next'), false, () => forward(index + 1)));
  });
  steps[0].before(line);

  const wrong = steps.findIndex((step) => step.querySelector('.field.wrong'));
  show(wrong >= 0 ? wrong : Math.max(fromAddress(), 0));
  if (wrong >= 0) document.getElementById('errors')?.scrollIntoView();

  addEventListener('popstate', () => {
    // Other places of the page («skip to content») are none of the steps.
    const index = location.hash ? fromAddress() : 0;
    if (index >= 0) show(index);
  });

  form.addEventListener('otklik:reveal', ({ detail: { element } }) => {
    const index = steps.findIndex((step) => step.contains(element));
    if (index >= 0) show(index);
  });

  // «Enter» in a line would press the first button of the form, which is on the last step.
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || current === steps.length - 1) return;
    if (event.target.matches('input:not([type="file"])')) {
      event.preventDefault();
      forward(current + 1);
    }
  });
}
