// The whole path of an appeal with four people at once: applicant, operator, supervisor, observer.

import assert from 'node:assert/strict';

import { member, rowOf } from './support/desk.mjs';
import { pdf } from './support/files.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();

scene('From a registered appeal to a rated answer, with four people at once', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма на Садовой', text: 'Глубокая яма у дома 7 по Садовой, машины едут по тротуару.' });
  const { number } = appeal;
  const [applicant, operator, supervisor, observer] = await Promise.all([
    stage.person(),
    member(stage, 'operator'),
    member(stage, 'supervisor', { first: 'Анна', last: 'Петрова' }),
    member(stage, 'observer', { first: 'Иван', last: 'Тихий' }),
  ]);

  await applicant.goto('/status');
  await applicant.locator('#number').fill(number);
  await applicant.locator('#access_code').fill(appeal.code);
  await applicant.locator('main form .button').first().click();
  await applicant.getByText('Создан').first().waitFor();

  // Taken by a key, and asked.
  await operator.goto('/desk?unassigned=true');
  await rowOf(operator, number).locator('[data-open]').focus();
  await operator.keyboard.press('t');
  await operator.getByText('Сделано: 1 из 1').waitFor();
  await operator.goto('/desk?mine=true');
  await rowOf(operator, number).locator('[data-open]').focus();
  await operator.keyboard.press('Enter');
  await operator.getByLabel('Сообщение').fill('На какой полосе яма?');
  await operator.getByRole('button', { name: 'Отправить' }).click();
  await operator.getByText('Вопрос отправлен заявителю.').waitFor();

  // Replied: the clock goes on, and the desk shows it.
  await applicant.reload();
  await applicant.getByText('На какой полосе яма?').first().waitFor();
  await applicant.locator('#reply-text').fill('На правой, в сторону центра.');
  await applicant.locator('form:has(#reply-text) .button').click();
  await applicant.waitForURL(/done=/);
  await operator.goto('/desk?mine=true');
  assert.match(await rowOf(operator, number).textContent(), /ответил заявитель/);

  // A draft with a file goes to the supervisor, and comes back.
  await operator.goto(`/desk/appeals/${number}`);
  await operator.getByText('На правой, в сторону центра.').first().waitFor();
  await operator.getByLabel('Текст ответа').fill('Яма внесена в план ремонта.');
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
  await operator.getByRole('button', { name: 'Сохранить версию' }).click();
  await operator.getByText('Версия ответа сохранена.').waitFor();
  await operator.getByRole('button', { name: 'На утверждение' }).click();
  await operator.getByText('Ответ на утверждении.').waitFor();

  // The observer looks on, masked, with nothing to press.
  await observer.goto(`/desk/appeals/${number}`);
  assert.equal(await observer.locator('main form').count(), 0);
  assert.doesNotMatch(await observer.locator('main').textContent(), /Иванова|345-67-89/);

  await supervisor.goto(`/desk/appeals/${number}`);
  await supervisor.getByRole('button', { name: 'Утвердить и отправить' }).click();
  await supervisor.getByText('Ответ утверждён и отправлен.').waitFor();

  await applicant.reload();
  await applicant.getByText(`работы по обращению ${number} закончат 12 марта`).first().waitFor();
  assert.doesNotMatch(await applicant.locator('main').textContent(), /Назовите день окончания/, 'remarks are internal');
  await applicant.locator('#score-4').check();
  await applicant.getByRole('button', { name: 'Поставить оценку' }).click();
  await applicant.waitForURL(/done=rated/);

  await observer.reload();
  assert.match(await observer.locator('#head-journal + .journal').textContent(), /Ответ оценён/);
  const counters = (await (await stage.staff.call('GET', '/queue?limit=0')).json()).counters;
  assert.equal(counters.open, 0);
});
