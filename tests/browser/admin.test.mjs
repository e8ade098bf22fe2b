// Administration: what is changed through the pages, with scripts and without.

import assert from 'node:assert/strict';

import { messages } from './support/account.mjs';
import { ALL, checkAccess } from './support/axe.mjs';
import { member } from './support/desk.mjs';
import { PHONE, stage } from './support/stage.mjs';

const scene = stage();
const REFUSED = [/status of 4(03|04|09|12|22)/];
const ADMIN = { agency: '', first: 'Анна', last: 'Орлова' };

const save = (page) => page.getByRole('button', { name: 'Сохранить' }).click();

// Sees a page again until it says this: instances hear of a change within seconds.
async function eventually(page, path, text) {
  for (let tries = 0; tries < 40; tries += 1) {
    await page.goto(path);
    if ((await page.content()).includes(text)) return;
    await page.waitForTimeout(250);
  }
  assert.fail(`${path} does not say ${text}`);
}

scene('A category is made without scripts, stands in the form of citizens, and is closed again', async (stage) => {
  const page = await member(stage, 'administrator', { ...ADMIN, javaScriptEnabled: false, expects: REFUSED });
  await page.goto('/desk');
  await page.goto('/desk/admin');
  await page.waitForURL(/\/desk\/admin\/categories$/);
  await page.getByRole('link', { name: 'Новая категория' }).click();
  await page.locator('#parent').selectOption('roads');
  await page.locator('#code').fill('signs');
  await page.locator('#name_ru').fill('Дорожные знаки');
  await save(page);
  const errors = page.locator('#errors');
  await errors.waitFor();
  assert.match(await errors.textContent(), /начинается с кода группы/);
  assert.match(await errors.textContent(), /действующего ведомства нет/);
  assert.equal(await page.locator('#name_ru').inputValue(), 'Дорожные знаки', 'what was typed is kept');
  assert.equal(await page.locator('#code').getAttribute('aria-invalid'), 'true');

  await page.locator('#code').fill('roads.boards');
  await page.locator('#name_en').fill('Road signs');
  await page.locator('#agency').selectOption('road_agency');
  await page.locator('#deadline_class').selectOption('urgent');
  await page.getByLabel('Жалоба').check();
  await page.getByText('Ещё одно поле формы').click();
  await page.locator('#fields-0-code').fill('sign');
  await page.locator('#fields-0-label_ru').fill('Какой знак');
  await page.locator('#fields-0-label_en').fill('Which sign');
  await page.locator('#fields-0-kind').selectOption('singlevaluelist');
  await page.locator('#fields-0-options').fill('stop | Стоп | Stop\nyield | Уступите дорогу | Give way');
  await save(page);
  await page.waitForURL(/\/desk\/admin\/categories\/roads\.boards\?done=saved$/);
  assert.match(await page.locator('main').textContent(), /Сохранено/);
  assert.equal(await page.locator('#fields-0-options').inputValue(), 'stop | Стоп | Stop\nyield | Уступите дорогу | Give way');

  const citizen = await stage.person();
  await eventually(citizen, '/submit?category=roads.boards', 'Уступите дорогу');

  await page.getByText('Закрыть для новых обращений').first().click();
  await page.getByRole('button', { name: 'Закрыть для новых обращений' }).click();
  await page.waitForURL(/done=removed$/);
  const row = page.locator('tr', { hasText: 'roads.boards' });
  assert.match(await row.textContent(), /закрыто/);
  await page.locator('#q').fill('roads.boards');
  await page.getByRole('button', { name: 'Найти' }).click();
  assert.equal(await page.locator('tbody tr').count(), 1);

  await row.getByRole('link').click();
  await page.getByRole('link', { name: 'История изменений' }).click();
  const changes = page.locator('.admin-changes li');
  assert.equal(await changes.count(), 2);
  assert.match(await changes.first().textContent(), /изменено/);
  assert.match(await changes.first().textContent(), /Орлова Анна/);
  await changes.first().getByText('Что изменилось').click();
  assert.match(await changes.first().locator('dl').textContent(), /Состояние\s*Принимает новые обращения\s*Закрыто для новых/);
});

scene('Of two who change one entry the later is told, and keeps what was typed', async (stage) => {
  const one = await member(stage, 'administrator', { ...ADMIN, expects: REFUSED });
  const other = await member(stage, 'administrator', { ...ADMIN, expects: REFUSED });
  await one.goto('/desk/admin/deadline-classes/documents');
  await other.goto('/desk/admin/deadline-classes/documents');
  await one.locator('#working_days').fill('7');
  await save(one);
  await one.waitForURL(/done=saved$/);
  await other.locator('#working_days').fill('8');
  await save(other);
  await other.locator('#errors').waitFor();
  assert.match(await other.locator('#errors').textContent(), /Кто-то изменил запись/);
  assert.equal(await other.locator('#working_days').inputValue(), '8');
  await one.goto('/desk/admin/deadline-classes/documents');
  assert.equal(await one.locator('#working_days').inputValue(), '7');
  await one.locator('#working_days').fill('много');
  await save(one);
  assert.match(await one.locator('#working_days-error').textContent(), /целое число/);
});

scene('Colleagues are invited, changed and shut out; an invitation that waits can be revoked', async (stage) => {
  const page = await member(stage, 'administrator', { ...ADMIN, expects: REFUSED });
  await page.goto('/desk/admin/staff');
  await page.getByRole('link', { name: 'Пригласить' }).click();
  await save(page);
  assert.match(await page.locator('#errors').textContent(), /Выберите роль/);
  await page.locator('#email').fill('new.colleague@example.ru');
  await page.locator('#role').selectOption('operator');
  await page.locator('#agency').selectOption('road_agency');
  await page.locator('#region').selectOption('62');
  await save(page);
  const link = await page.locator('.secret').textContent();
  assert.match(link, /\/invitation#/);
  const mails = await messages(stage.server);
  assert.ok(mails.some((mail) => mail.to === 'new.colleague@example.ru' && mail.text.includes(link)));
  const row = page.locator('tr', { hasText: 'new.colleague@example.ru' });
  assert.match(await row.textContent(), /оператор.*Управление автомобильных дорог/);
  await row.getByRole('button', { name: 'Отозвать' }).click();
  await page.waitForURL(/done=revoked$/);
  assert.equal(await page.locator('tr', { hasText: 'new.colleague@example.ru' }).count(), 0);

  const colleague = await member(stage, 'operator', { first: 'Пётр', last: 'Новиков', expects: REFUSED });
  await page.goto('/desk/admin/staff?q=новиков');
  await page.getByRole('link', { name: 'Новиков Пётр' }).click();
  await page.locator('#role').selectOption('expert');
  await save(page);
  await page.waitForURL(/done=saved$/);
  await colleague.goto('/desk');
  await colleague.waitForURL(/\/sign-in/);
  await page.goto('/desk/admin/staff?q=новиков');
  assert.match(await page.locator('tr', { hasText: 'Новиков' }).textContent(), /эксперт/);
});

scene('A key and a webhook show their secrets once', async (stage) => {
  const page = await member(stage, 'administrator', { ...ADMIN, expects: REFUSED });
  await page.goto('/desk/admin/keys');
  await page.getByRole('link', { name: 'Выпустить ключ' }).click();
  await page.locator('#name').fill('Обмен с CRM');
  await page.getByLabel('читать обращения').check();
  await page.locator('#days').fill('9999');
  await save(page);
  assert.match(await page.locator('#days-error').textContent(), /730/);
  await page.locator('#days').fill('30');
  await save(page);
  const key = await page.locator('.secret').textContent();
  assert.match(key, /^otk_/);
  const answer = await fetch(`${stage.server.url}/api/v1/appeals`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal(answer.status, 200);
  await page.goto('/desk/admin/keys');
  assert.equal(await page.locator('.secret').count(), 0);
  await page.locator('tr', { hasText: 'Обмен с CRM' }).getByRole('button', { name: 'Отозвать' }).click();
  await page.waitForURL(/done=revoked$/);
  const after = await fetch(`${stage.server.url}/api/v1/appeals`, { headers: { Authorization: `Bearer ${key}` } });
  assert.equal(after.status, 401);

  await page.goto('/desk/admin/webhooks/new');
  await page.locator('#name').fill('CRM');
  await page.locator('#url').fill('https://crm.example/hook');
  await page.getByLabel('status_changed').check();
  await save(page);
  const secret = await page.locator('.secret').textContent();
  assert.match(secret, /^whsec_/);
  await page.getByRole('button', { name: 'Выпустить новый секрет' }).click();
  await page.locator('.secret').waitFor();
  assert.notEqual(await page.locator('.secret').textContent(), secret);
  await page.goto('/desk/admin/webhooks');
  assert.equal((await page.content()).includes('whsec_'), false);
});

scene('Whoever looks on sees and changes nothing; an administrator of one agency changes its own', async (stage) => {
  const observer = await member(stage, 'observer', { expects: REFUSED });
  await observer.goto('/desk/admin/agencies/road_agency');
  assert.match(await observer.locator('main').textContent(), /Менять это вы не можете/);
  assert.equal(await observer.getByRole('button', { name: 'Сохранить' }).count(), 0);
  assert.equal((await observer.goto('/desk/admin/webhooks')).status(), 403);
  const operator = await member(stage, 'operator', { expects: REFUSED });
  assert.equal((await operator.goto('/desk/admin/categories')).status(), 403);

  const own = await member(stage, 'administrator', { expects: REFUSED });
  await own.goto('/desk/admin/units/new');
  await own.locator('#agency').selectOption('municipality');
  await own.locator('#code').fill('north');
  await own.locator('#name_ru').fill('Северный участок');
  await own.locator('#name_en').fill('North');
  await save(own);
  assert.match(await own.locator('#agency-error').textContent(), /шире вашей территории/);
  await own.locator('#agency').selectOption('road_agency');
  await save(own);
  await own.waitForURL(/road_agency:north\?done=saved$/);
  await own.goto('/desk/admin/deadline-classes/urgent');
  assert.equal(await own.getByRole('button', { name: 'Сохранить' }).count(), 0);
});

scene('The pages are for everybody: in both languages, on a telephone, in the dark', async (stage) => {
  const sections = [
    'categories', 'categories/new', 'categories/roads.surface', 'agencies', 'agencies/road_agency', 'units', 'routing-rules',
    'routing-rules/new', 'deadline-classes', 'calendar-days/new', 'calendar-years', 'settings', 'settings/review_days',
    'templates', 'templates/accepted', 'staff', 'staff/new', 'keys', 'keys/new', 'webhooks/new', 'blocks', 'blocks/new', 'history',
  ];
  for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', viewport: PHONE, locale: 'en-GB' }]) {
    const page = await member(stage, 'administrator', { ...ADMIN, ...options });
    for (const section of sections) {
      const answer = await page.goto(`/desk/admin/${section}`);
      assert.equal(answer.status(), 200, section);
      await page.locator('main details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
      await checkAccess(page, section, ALL);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${section} is ${overflow} px too wide`);
      if (options.locale) assert.doesNotMatch(await page.locator('main h1').innerText(), /[А-Яа-я]{3}/, section);
    }
  }
});
