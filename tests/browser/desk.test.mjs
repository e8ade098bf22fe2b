// The desk: queue, keys, many at once, card.

import assert from 'node:assert/strict';

import { ALL, checkAccess } from './support/axe.mjs';
import { member, rowOf, withFile } from './support/desk.mjs';
import { pdf, png } from './support/files.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const REFUSED = [/status of 4(03|04|09|22)/];

scene('The queue is searched, narrowed, kept as a filter and gone through by keys', async (stage) => {
  const first = await stage.staff.register({ title: 'Яма у школы' });
  const second = await stage.staff.register({ title: 'Яма у больницы' });
  const page = await member(stage, 'operator');
  await page.goto('/desk');
  await rowOf(page, first.number).waitFor();
  assert.match(await page.locator('header').textContent(), /Ольга Смирнова\sоператор/);

  await page.keyboard.press('j');
  const links = page.locator('[data-open]');
  assert.ok(await links.first().evaluate((one) => one === document.activeElement), 'j leads to the first');
  await page.keyboard.press('j');
  assert.ok(await links.nth(1).evaluate((one) => one === document.activeElement), 'and on');
  await page.keyboard.press('k');
  await page.keyboard.press('x');
  assert.equal(await page.locator('[name="numbers"]:checked').count(), 1);
  assert.match(await page.locator('[data-chosen]').textContent(), /Отмечено: 1/);

  await page.keyboard.press('/');
  await page.keyboard.type('больницы jx?');
  assert.equal(await page.locator('#q').inputValue(), 'больницы jx?', 'no key acts while one writes');
  await page.locator('#q').fill('больницы');
  await page.keyboard.press('Enter');
  await rowOf(page, second.number).waitFor();
  assert.equal(await page.locator('[data-row]').count(), 1);

  await page.locator('.desk-keep summary').click();
  await page.locator('#filter-name').fill('Больницы');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  const kept = page.getByRole('link', { name: 'Больницы', exact: true });
  await kept.waitFor();
  assert.equal(await kept.getAttribute('aria-current'), 'page');
  await page.getByRole('button', { name: 'Удалить отбор «Больницы»' }).click();
  await page.waitForURL((url) => url.pathname === '/desk' && !url.search);
  assert.equal(await kept.count(), 0);

  await page.keyboard.press('?');
  const help = page.getByRole('dialog');
  await help.getByLabel('Клавиши включены').uncheck();
  await help.getByRole('button', { name: 'Закрыть' }).click();
  await page.locator('body').press('j');
  assert.equal(await page.locator('[data-open]:focus').count(), 0, 'the keys are off');
  await page.reload();
  await page.locator('body').press('j');
  assert.equal(await page.locator('[data-open]:focus').count(), 0, 'and stay off');
  await checkAccess(page, 'queue', ALL);
});

scene('An operator takes several at once, and is told which somebody else has', async (stage) => {
  const [mine, theirs] = [await stage.staff.register({ title: 'Яма первая' }), await stage.staff.register({ title: 'Яма вторая' })];
  const other = await member(stage, 'operator', { first: 'Пётр', last: 'Кузнецов' });
  await other.goto(`/desk/appeals/${theirs.number}`);
  await other.getByRole('button', { name: 'Взять в работу' }).click();
  await other.getByText('Обращение у вас в работе.').waitFor();

  const page = await member(stage, 'operator');
  await page.goto('/desk');
  for (const { number } of [mine, theirs]) await rowOf(page, number).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Взять' }).click();
  const results = page.locator('#results');
  await results.waitFor();
  const told = await results.textContent();
  assert.match(told, /Сделано: 1 из 2/);
  assert.ok(told.includes(theirs.number) && !told.includes(mine.number), told);
  assert.match(await rowOf(page, mine.number).textContent(), /В работе\s+я/);
  assert.match(await rowOf(page, theirs.number).textContent(), /Кузнецов/);
});

scene('The applicant is masked until somebody says what for, and learns of it', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у рынка' });
  const page = await member(stage, 'operator');
  await page.goto(`/desk/appeals/${appeal.number}`);
  const applicant = page.locator('section', { has: page.locator('#head-applicant') });
  assert.doesNotMatch(await applicant.textContent(), /Иванова|345-67|3456789/);
  await checkAccess(page, 'card', ALL);
  await page.getByLabel('Зачем').selectOption('contact');
  await page.getByRole('button', { name: 'Показать данные заявителя' }).click();
  await applicant.getByText('Иванова Анна').waitFor();
  assert.match(await applicant.textContent(), /\+7912\s?345/);
  const answer = await stage.staff.call('GET', `/appeals/${appeal.number}/accesses`);
  const { items } = await answer.json();
  assert.ok(items.some(({ reason, fields }) => reason === 'contact' && fields.includes('applicant')), JSON.stringify(items));
});

scene('What somebody typed is kept when a colleague was faster, and while they type', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у вокзала' });
  const page = await member(stage, 'operator', { expects: REFUSED });
  await page.goto(`/desk/appeals/${appeal.number}`);
  await page.getByRole('button', { name: 'Взять в работу' }).click();
  await page.getByText('Обращение у вас в работе.').waitFor();
  const draft = page.getByLabel('Текст ответа');
  await draft.pressSequentially('done');
  await draft.press('Tab');
  assert.match(await draft.inputValue(), new RegExp(`^Здравствуйте![^{]*№ ${appeal.number} [^{]*$`), 'a word and Tab');
  await draft.fill('Яму заделают двенадцатого марта.');
  await page.getByText(/Черновик сохранён/).waitFor();

  const supervisor = await member(stage, 'supervisor', { first: 'Анна', last: 'Петрова' });
  await supervisor.goto(`/desk/appeals/${appeal.number}`);
  await supervisor.getByLabel('Заметка для своих').check();
  await supervisor.getByLabel('Сообщение').fill('Проверьте гарантию.');
  await supervisor.getByRole('button', { name: 'Отправить' }).click();
  await supervisor.getByText('Заметка сохранена.').waitFor();

  await page.getByRole('button', { name: 'Сохранить версию' }).click();
  const alert = page.getByRole('alert');
  await alert.waitFor();
  assert.match(await alert.textContent(), /Внутренняя заметка/, 'what has changed');
  assert.equal(await page.getByLabel('Текст ответа').inputValue(), 'Яму заделают двенадцатого марта.');
  await page.goto(`/desk/appeals/${appeal.number}`);
  assert.equal(await page.getByLabel('Текст ответа').inputValue(), 'Яму заделают двенадцатого марта.', 'from the server');
  await page.getByRole('button', { name: 'Сохранить версию' }).click();
  await page.getByText('Версия ответа сохранена.').waitFor();
});

scene('Photos are seen whole, PDFs in a frame that can do nothing, and both are still downloaded', async (stage) => {
  const photo = await withFile(stage, png('яма', 4000, 3000), { title: 'Яма с фотографией' });
  const page = await member(stage, 'operator', { expects: REFUSED });
  await page.goto(`/desk/appeals/${photo.number}`);
  const picture = page.locator('.preview img');
  let looks = 0;
  page.on('request', (request) => (looks += request.url().endsWith('/preview')));
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  assert.equal(looks, 0, 'a look is on record, so nothing is looked at before somebody asks');
  const shown = page.waitForResponse((answer) => answer.url().endsWith('/preview'));
  await page.getByText('Посмотреть').click();
  const answer = await shown;
  assert.equal(answer.status(), 200);
  const headers = answer.headers();
  assert.equal(headers['content-type'], 'image/png');
  assert.match(headers['content-security-policy'], /default-src 'none'.*sandbox.*frame-ancestors 'self'/);
  const seen = await picture.evaluate(async (one) => (await one.decode(), { ...one.getBoundingClientRect().toJSON(), natural: one.naturalWidth }));
  assert.equal(seen.natural, 4000);
  assert.ok(seen.width <= 1200 && seen.height <= 900, `the whole photo fits: ${JSON.stringify(seen)}`);
  assert.ok(Math.abs(seen.width / seen.height - 4 / 3) < 0.02, 'and is not distorted');
  const download = page.waitForEvent('download');
  await page.locator('.file-name').click();
  assert.equal((await download).suggestedFilename(), 'яма.png');

  const plan = await withFile(stage, pdf('схема'), { title: 'Яма со схемой' });
  await page.goto(`/desk/appeals/${plan.number}`);
  const pdfShown = page.waitForResponse((one) => one.url().endsWith('/preview'));
  await page.getByText('Посмотреть').click();
  assert.equal((await pdfShown).headers()['content-type'], 'application/pdf');

  const observer = await member(stage, 'observer', { expects: REFUSED });
  const path = await page.locator('iframe').getAttribute('src');
  assert.equal((await observer.goto(path)).status(), 403);
});

for (const width of [1440, 1280, 390, 320]) {
  scene(`Each pop-up of the card is whole at ${width} px, and moves nothing`, async (stage) => {
    const appeal = await stage.staff.register({
      title: 'Яма на проезжей части', text: 'Напротив дома 5 глубокая яма, машины объезжают её по встречной полосе.',
    });
    const page = await member(stage, 'operator', { viewport: { width, height: 900 } });
    await page.goto(`/desk/appeals/${appeal.number}`);
    await page.getByRole('button', { name: 'Взять в работу' }).click();
    await page.getByText('исполнитель — вы').waitFor();
    const commands = page.locator('.card-commands > details > summary');
    assert.ok((await commands.count()) >= 5, 'assign, forward, topic, priority, extend');
    const places = () => commands.evaluateAll((all) => all.map((one) => JSON.stringify(one.getBoundingClientRect())));
    const before = await places();
    for (const one of await commands.all()) {
      const name = await one.innerText();
      await one.click();
      assert.deepEqual(await places(), before, `${name}: the line of commands stays`);
      const faults = await page.locator('details[open] > .desk-pop').evaluate((pop) => {
        const box = pop.getBoundingClientRect();
        const faults = [];
        if (box.left < 0 || box.right > document.documentElement.clientWidth) faults.push(`from ${box.left} to ${box.right}`);
        for (const control of pop.querySelectorAll('select, textarea, button, label')) {
          const { left, right, top, bottom } = control.getBoundingClientRect();
          if (left < box.left || right > box.right || top < box.top || bottom > box.bottom) faults.push(`${control.outerHTML.slice(0, 80)} sticks out`);
          control.scrollIntoView({ block: 'nearest' });
          const now = control.getBoundingClientRect();
          const on = document.elementFromPoint(now.left + 4, now.top + now.height / 2);
          if (!pop.contains(on)) faults.push(`${control.outerHTML.slice(0, 80)} is covered`);
        }
        scrollTo(0, 0);
        return faults;
      });
      assert.deepEqual(faults, [], name);
      await page.keyboard.press('Escape');
    }
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  });
}

scene('An observer sees the queue and the card, and nothing to press', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у парка', text: 'Звоните Анне Ивановой, +7 912 345-67-89, яма глубокая.' });
  const page = await member(stage, 'observer', { expects: REFUSED });
  await page.goto('/desk');
  await rowOf(page, appeal.number).waitFor();
  assert.equal(await page.locator('main input[type="checkbox"], [data-take], [data-assign]').count(), 0);
  await page.goto(`/desk/appeals/${appeal.number}`);
  assert.doesNotMatch(await page.locator('main').textContent(), /Ивановой|345-67-89/);
  assert.equal(await page.locator('main form').count(), 0);
  await checkAccess(page, 'card of an observer', ALL);
  const status = await page.evaluate(async (number) => (await fetch(`/api/v1/appeals/${number}/take`, { method: 'POST' })).status, appeal.number);
  assert.equal(status, 403);
});

scene('Everything works without scripts, on a phone as well', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у почты' });
  const page = await member(stage, 'operator', { javaScriptEnabled: false, viewport: { width: 320, height: 640 } });
  await page.goto('/desk?q=почты');
  await rowOf(page, appeal.number).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Взять' }).click();
  await page.getByText('Сделано: 1 из 1').waitFor();
  await page.getByRole('link', { name: 'Яма у почты' }).click();
  await page.getByLabel('Сообщение').fill('На какой полосе яма?');
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Вопрос отправлен заявителю.').waitFor();
  assert.match(await page.locator('.card-head').textContent(), /Ожидание ответа/);
});
