// What changes an appeal's way from the desk's card: extending, closing, taking up again, stopping, deciding; what is
// typed stays when it is refused, and whoever was late is told what happened.

import assert from 'node:assert/strict';

import { ALL, checkAccess } from './support/axe.mjs';
import { member } from './support/desk.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const REFUSED = [/status of 4(09|22)/];
const TOO_LONG = 'я'.repeat(10_001);

const open = (page, number) => page.goto(`/desk/appeals/${number}`);

// The pop-up of a command: its name on the button that opens it.
const unfold = (page, name) => page.locator('summary', { hasText: new RegExp(`^${name}$`) }).click();

scene('A term is extended once, and a reason that is refused is still there', async (stage) => {
  const { number } = await stage.staff.register({ title: 'Яма у моста' });
  const page = await member(stage, 'operator', { expects: REFUSED });
  await open(page, number);
  await page.getByRole('button', { name: 'Взять в работу' }).click();
  await page.getByText('Обращение у вас в работе.').waitFor();
  await unfold(page, 'Продлить');
  const reason = page.getByLabel('Почему нужно больше времени');
  await reason.fill(TOO_LONG);
  await page.getByRole('button', { name: 'Продлить срок' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal((await reason.inputValue()).length, TOO_LONG.length, 'nothing is lost');
  await checkAccess(page, 'a refused command', ALL);
  await reason.fill('Нужна экспертиза покрытия.');
  await page.getByRole('button', { name: 'Продлить срок' }).click();
  await page.getByText('Срок продлён.').waitFor();
  assert.equal(await page.locator('summary', { hasText: /^Продлить$/ }).count(), 0, 'once');
  await page.locator('#why summary').click();
  assert.match(await page.locator('#why').textContent(), /30/, 'and the card says why the date is what it is');
});

scene('Who is late with stopping an appeal is told what happened, and can still do it', async (stage) => {
  const { number, code } = await stage.staff.register({ title: 'Яма у вокзала' });
  const [supervisor, operator] = await Promise.all([
    member(stage, 'supervisor', { first: 'Анна', last: 'Петрова', expects: REFUSED }),
    member(stage, 'operator'),
  ]);
  await open(supervisor, number);
  await unfold(supervisor, 'Прекратить');
  await supervisor.getByLabel('Почему, это увидит заявитель').fill('Дубль другого обращения.');
  await open(operator, number);
  await operator.getByRole('button', { name: 'Взять в работу' }).click();
  await operator.getByText('Обращение у вас в работе.').waitFor();
  const stop = supervisor.getByRole('button', { name: 'Прекратить рассмотрение' });
  await stop.click();
  const alert = supervisor.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /Что произошло/);
  assert.equal(await supervisor.getByLabel('Почему, это увидит заявитель').inputValue(), 'Дубль другого обращения.');
  await stop.click();
  await supervisor.getByText('Работа прекращена.').waitFor();

  const applicant = await stage.person();
  await applicant.context().setExtraHTTPHeaders({ 'Otklik-Access-Code': code });
  await applicant.goto(`/status/${number}`);
  await applicant.getByText('Дубль другого обращения.').first().waitFor();
});

scene('An answered appeal is closed and taken up again, and a text whose form is gone is not', async (stage) => {
  const { number } = await stage.staff.register({ title: 'Яма у рынка' });
  await stage.staff.move(number, 'in_progress');
  await stage.staff.move(number, 'approved', 'Заделаем к пятнице.');
  const [operator, first, second] = await Promise.all([
    member(stage, 'operator'),
    member(stage, 'supervisor', { first: 'Анна', last: 'Петрова' }),
    member(stage, 'supervisor', { first: 'Пётр', last: 'Кузнецов', expects: REFUSED }),
  ]);
  await open(operator, number);
  await operator.getByRole('button', { name: 'Исполнено, закрыть' }).click();
  await operator.getByText('Обращение закрыто.').waitFor();

  await Promise.all([open(first, number), open(second, number)]);
  for (const [page, why] of [
    [first, 'Яма снова появилась.'],
    [second, 'Жители пишут, что не сделано.'],
  ]) {
    await unfold(page, 'Вернуть в работу');
    await page.getByLabel('Почему', { exact: true }).last().fill(why);
  }
  await first.getByRole('button', { name: 'Вернуть в работу' }).click();
  await first.getByText('Обращение снова в работе.').waitFor();
  await second.getByRole('button', { name: 'Вернуть в работу' }).click();
  const alert = second.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /Жители пишут, что не сделано\./, 'what was typed is told, its form is gone');
  assert.match(await second.locator('.card-head').textContent(), /В работе/, 'the appeal is shown as it is now');
});

scene('A decision that is refused keeps its outcome and its words', async (stage) => {
  const { number, code } = await stage.staff.register({ title: 'Яма у школы' });
  await stage.staff.move(number, 'in_progress');
  await stage.staff.move(number, 'approved', 'Заделаем к пятнице.');
  const page = await member(stage, 'supervisor', { expects: REFUSED });
  const objected = await fetch(`${stage.server.url}/api/v1/appeals/${number}/objections`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Otklik-Access-Code': code },
    body: JSON.stringify({ text: 'Яму не заделали, вот снимок за сегодня.' }),
  });
  assert.equal(objected.status, 201);
  // It went to whoever has the fewest; there are others here, so it is taken over.
  await open(page, number);
  await page.getByText('Назначить рассматривающего').click();
  const own = page.locator('#objection-reviewer option', { hasText: 'Смирнова' });
  await page.locator('#objection-reviewer').selectOption(await own.getAttribute('value'));
  await page.getByRole('button', { name: 'Назначить', exact: true }).last().click();
  await page.waitForURL(/#objections/);
  const why = page.getByLabel('Обоснование, его увидит заявитель');
  await page.getByLabel('Отклонить: ответ остаётся в силе').check();
  await why.fill(TOO_LONG);
  await page.getByRole('button', { name: 'Решить' }).click();
  await page.getByRole('alert').waitFor();
  assert.ok(await page.getByLabel('Отклонить: ответ остаётся в силе').isChecked());
  assert.equal((await why.inputValue()).length, TOO_LONG.length);
  await why.fill('Бригада приезжала во вторник.');
  await page.getByRole('button', { name: 'Решить' }).click();
  await page.waitForURL(/#objections/);
  await page.goto('/desk/objections?shown=decided');
  await page.getByRole('cell', { name: 'отклонено, ответ оставлен в силе' }).waitFor();
  // On a telephone each one is a block, and nothing goes past the side.
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByRole('cell', { name: 'отклонено, ответ оставлен в силе' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await checkAccess(page, 'decided objections on a telephone', ALL);
  await page.getByLabel('Решение').selectOption('upheld');
  await page.getByRole('button', { name: 'Показать' }).click();
  await page.getByText('Таких решений нет.').waitFor();
  await checkAccess(page, 'decided objections', ALL);
});

scene('An applicant without scripts confirms on a phone that it was done', async (stage) => {
  const { number, code } = await stage.staff.register({ title: 'Яма у почты' });
  await stage.staff.move(number, 'in_progress');
  await stage.staff.move(number, 'approved', 'Заделали сегодня.');
  const page = await stage.person({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await page.goto('/status');
  await page.locator('#number').fill(number);
  await page.locator('#access_code').fill(code);
  await page.locator('main form .button').first().click();
  await page.getByRole('heading', { name: 'Обещанное сделано?' }).waitFor();
  await page.getByRole('link', { name: 'Обещанное не сделано' }).click();
  assert.ok(await page.getByLabel('Обещанное не сделано').isChecked(), 'the form stands open');
  await page.getByRole('button', { name: 'Подтвердить исполнение' }).click();
  await page.getByText('Спасибо, что подтвердили. Обращение закрыто').waitFor();
  assert.match(await page.locator('#status').textContent(), /Закрыт/);
});
