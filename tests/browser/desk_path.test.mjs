// The whole path of an appeal with four people at once: applicant, operator, supervisor, observer.

import assert from 'node:assert/strict';

import { deliver, letter, member, rowOf } from './support/desk.mjs';
import { jpeg, pdf } from './support/files.mjs';
import { stage } from './support/stage.mjs';

const TICK = 'tick-token-of-the-browser-tests';
const EMAIL = 'anna.path@example.ru';

const scene = stage({ tick_token: TICK });

scene('From a registered appeal to a rated answer, with four people at once', async (stage) => {
  const later = await stage.staff.register({ title: 'Трещина на Садовой' });
  const appeal = await stage.staff.register({
    title: 'Яма на Садовой',
    text: 'Глубокая яма у дома 7 по Садовой, машины едут по тротуару.',
    applicant: { last_name: 'Иванова', first_name: 'Анна', email: EMAIL },
    answer_by: ['email'],
  });
  const { number } = appeal;
  const [applicant, operator, supervisor, deputy, observer] = await Promise.all([
    stage.person(),
    member(stage, 'operator'),
    member(stage, 'supervisor', { first: 'Анна', last: 'Петрова' }),
    member(stage, 'supervisor', { first: 'Пётр', last: 'Кузнецов' }),
    member(stage, 'observer', { first: 'Иван', last: 'Тихий', expects: [/status of 403/] }),
  ]);

  await applicant.goto('/status');
  await applicant.locator('#number').fill(number);
  await applicant.locator('#access_code').fill(appeal.code);
  await applicant.locator('main form .button').first().click();
  await applicant.getByText('Создан').first().waitFor();

  // What a person has called urgent goes before what came earlier.
  const order = async () => operator.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));
  await operator.goto('/desk?unassigned=true');
  assert.deepEqual(await order(), [later.number, number]);
  await supervisor.goto(`/desk/appeals/${number}`);
  await supervisor.locator('summary', { hasText: 'Приоритет' }).click();
  await supervisor.locator('#priority').selectOption('high');
  await supervisor.locator('#priority-reason').fill('Машины едут по тротуару');
  await supervisor.getByRole('button', { name: 'Установить' }).click();
  await supervisor.getByText('Приоритет установлен.').waitFor();

  // Taken by a key, and asked.
  await operator.goto('/desk?unassigned=true');
  assert.deepEqual(await order(), [number, later.number]);
  await rowOf(operator, number).locator('[data-open]').focus();
  await operator.keyboard.press('t');
  await operator.getByText('Сделано: 1 из 1').waitFor();
  await operator.goto('/desk?mine=true');
  await rowOf(operator, number).locator('[data-open]').focus();
  await operator.keyboard.press('Enter');
  await operator.getByLabel('Сообщение').fill('На какой полосе яма?');
  await operator.getByRole('button', { name: 'Отправить' }).click();
  await operator.getByText('Вопрос отправлен заявителю.').waitFor();

  // Told by e-mail, with nothing in the letter that is for staff alone.
  const { text } = await letter(stage, TICK, EMAIL, /^Нужен ваш ответ/);
  assert.ok(text.includes(number) && !text.includes('Машины едут по тротуару'), text);

  // Replied: the clock goes on, and the desk shows it.
  await applicant.reload();
  await applicant.getByText('На какой полосе яма?').first().waitFor();
  await applicant.locator('#reply-text').fill('На правой, в сторону центра.');
  await applicant.locator('#reply-files').setInputFiles(jpeg('полоса'));
  await applicant.locator('form:has(#reply-text) .button').click();
  await applicant.waitForURL(/done=/);
  await operator.goto('/desk?mine=true');
  assert.match(await rowOf(operator, number).textContent(), /ответил заявитель/);

  // A draft from a template, with a file, goes to the supervisor, and comes back.
  await operator.goto(`/desk/appeals/${number}`);
  await operator.getByText('На правой, в сторону центра.').first().waitFor();
  await operator.locator('#dialogue').getByRole('link', { name: 'полоса.jpg' }).waitFor();
  await operator.locator('#templates-draft').selectOption({ index: 1 });
  const draft = operator.getByLabel('Текст ответа');
  assert.ok((await draft.inputValue()).includes(number), 'the words in braces are filled in');
  // What a template leaves to be written does not go out as it is.
  await draft.fill((await draft.inputValue()).replaceAll('…', 'осмотрели и внесли в план'));
  await draft.press('ControlOrMeta+End');
  await draft.pressSequentially(' Яма внесена в план ремонта.');
  await operator.locator('#draft-files').setInputFiles(pdf('наряд'));
  await operator.getByRole('button', { name: 'Сохранить версию' }).click();
  await operator.getByText('Версия ответа сохранена.').waitFor();
  await operator.getByRole('button', { name: 'На утверждение' }).click();
  await operator.getByText('Ответ на утверждении.').waitFor();

  await supervisor.goto('/desk?awaits_approval=true');
  await rowOf(supervisor, number).getByRole('link').first().click();
  await supervisor.getByText('Вернуть', { exact: true }).click();
  await supervisor.getByLabel('Что исправить').fill('Назовите день окончания работ.');
  await supervisor.getByRole('button', { name: 'Вернуть исполнителю' }).click();
  await supervisor.getByText('Ответ возвращён исполнителю.').waitFor();

  await operator.goto(`/desk/appeals/${number}`);
  await operator.getByText('Назовите день окончания работ.').first().waitFor();
  await operator.getByLabel('Текст ответа').fill('Яма внесена в план ремонта, работы по обращению {number} закончат 12 марта.');
  await operator.getByRole('button', { name: 'На утверждение' }).click();
  await operator.getByText('Ответ на утверждении.').waitFor();

  // The observer looks on, masked, with nothing to press, and can do nothing past the page either.
  await observer.goto(`/desk/appeals/${number}`);
  assert.equal(await observer.locator('main form').count(), 0);
  assert.doesNotMatch(await observer.locator('main').textContent(), /Иванова|anna\.path/);
  const tried = await observer.evaluate(async (number) => {
    const post = async (path, body) => {
      const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
      const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return answer.status;
    };
    const of = `/api/v1/appeals/${number}`;
    return Promise.all([
      post(`${of}/take`, {}),
      post(`${of}/messages`, { direction: 'note', text: 'Заметка' }),
      post(`${of}/answer/approve`, {}),
      post(`${of}/transitions`, { to: 'cancelled', comment: 'Так' }),
      post(`/desk/appeals/${number}/move`, { to: 'cancelled', comment: 'Так' }),
    ]);
  }, number);
  assert.deepEqual(tried, [403, 403, 403, 403, 403]);

  await supervisor.goto(`/desk/appeals/${number}`);
  await supervisor.getByRole('button', { name: 'Утвердить и отправить' }).click();
  await supervisor.getByText('Ответ утверждён и отправлен.').waitFor();

  // The letter is the fourth within an hour, so that it waits for the digest; the appeal's own list says so.
  await deliver(stage, TICK);
  const told = await applicant.evaluate(async (number) => (await fetch(`/api/v1/appeals/${number}/notifications`)).json(), number);
  assert.ok(
    told.items.some(({ topic, channel }) => topic === 'answer' && channel === 'email'),
    JSON.stringify(told),
  );

  await applicant.reload();
  await applicant.getByText(`работы по обращению ${number} закончат 12 марта`).first().waitFor();
  assert.doesNotMatch(await applicant.locator('main').textContent(), /Назовите день окончания/, 'remarks are internal');
  await applicant.locator('#score-4').check();
  await applicant.getByRole('button', { name: 'Поставить оценку' }).click();
  await applicant.waitForURL(/done=rated/);

  // What was promised is not done: it goes by itself to a supervisor who did not sign the answer.
  await applicant.getByRole('link', { name: 'Обещанное не сделано' }).click();
  await applicant.locator('#objection-text').fill('Срок прошёл, а яма на месте, вот снимок.');
  await applicant.locator('#objection-files').setInputFiles(jpeg('яма'));
  await applicant.getByRole('button', { name: 'Отправить обжалование' }).click();
  await applicant.waitForURL(/done=objected/);
  await deputy.goto('/desk/objections?shown=mine');
  await deputy.getByRole('link', { name: new RegExp(`^${number}-1-`) }).click();
  await deputy.getByText('обещанное не сделано').first().waitFor();
  await supervisor.goto(`/desk/appeals/${number}`);
  await supervisor.getByText('поэтому решает другой сотрудник').waitFor();
  await deputy.getByLabel('Удовлетворить: обращение снова в работу').check();
  await deputy.getByLabel('Обоснование, его увидит заявитель').fill('Бригада не выезжала.');
  await deputy.getByRole('button', { name: 'Решить' }).click();
  await deputy.waitForURL(/#objections/);
  await applicant.reload();
  await applicant.getByText('удовлетворено, обращение снова в работе').first().waitFor();
  assert.match(await applicant.locator('#status').textContent(), /В работе/);

  await observer.reload();
  assert.match(await observer.locator('#head-journal + .journal').textContent(), /Ответ оценён/);
  const counters = (await (await stage.staff.call('GET', '/queue?limit=0')).json()).counters;
  assert.equal(counters.open, 2, 'it is worked on again');
});
