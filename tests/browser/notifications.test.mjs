// What people are told: the list in the service, what they choose, and a call at a chosen time.

import assert from 'node:assert/strict';

import { codeFor, register } from './support/account.mjs';
import { ALL, checkAccess } from './support/axe.mjs';
import { member } from './support/desk.mjs';
import { fillApplicant, fillDetails, fillWhat, receipt } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const PLAIN = { javaScriptEnabled: false };

// What happened reaches people by a call from outside.
async function news(stage, page, address, words) {
  const headers = { Authorization: `Bearer ${stage.server.tickToken}` };
  const answer = await fetch(`${stage.server.url}/internal/deliver`, { method: 'POST', headers });
  assert.equal(answer.status, 200, await answer.text());
  await page.goto(address);
  assert.ok((await page.locator('main').textContent()).includes(words), await page.locator('main').textContent());
}

// Somebody with an account whose browser runs no scripts; registering without them takes seconds of waiting.
async function plainPerson(stage) {
  const first = await stage.person();
  await register(first, stage.server);
  const page = await stage.person(PLAIN);
  await page.context().addCookies(await first.context().cookies());
  return page;
}

// Tomorrow at three in the afternoon, as a control of the form has it.
function tomorrow() {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  return `${day}T15:00`;
}

async function sendAppeal(page, callAt = '') {
  await page.goto('/submit?category=roads.surface');
  await fillWhat(page);
  await fillDetails(page);
  await fillApplicant(page);
  if (callAt) await page.locator('#call_at').fill(callAt);
}

scene('Without scripts a person reads the news, chooses what to hear of, and gives another address', async (stage) => {
  const page = await plainPerson(stage);
  await sendAppeal(page);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  await news(stage, page, '/cabinet/notifications', 'Обращение принято');
  const first = page.locator('.journal').first().locator('li').first();
  assert.match(await first.textContent(), new RegExp(`новое.*${number}`, 's'));
  await first.getByRole('button', { name: 'Открыть обращение' }).click();
  await page.waitForURL(new RegExp(`/status/${number}`));
  assert.match(await page.locator('#told').textContent(), /Обращение принято/, 'the card says what was told');
  await page.goto('/cabinet/notifications');
  assert.match(await page.locator('.journal').first().textContent(), /прочитано/);

  await page.locator('[name="notify"][value="status:email"]').uncheck();
  await page.locator('[name="quiet_from"]').fill('22:00');
  await page.locator('[name="quiet_until"]').fill('08:00');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.waitForURL(/done=saved/);
  assert.match(await page.getByRole('status').first().textContent(), /Сохранено/);
  assert.equal(await page.locator('[name="notify"][value="status:email"]').isChecked(), false);
  assert.equal(await page.locator('[name="notify"][value="answer:email"]').isChecked(), true);
  assert.equal(await page.locator('[name="quiet_from"]').inputValue(), '22:00');

  const other = `other-${number}@example.ru`;
  await page.locator('#news_email').fill(other);
  await page.getByRole('button', { name: 'Подтвердить адрес' }).click();
  await page.locator('#code').fill(await codeFor(stage.server, other));
  await page.locator('main form .actions .button').first().click();
  await page.waitForURL(/done=address/);
  assert.match(await page.locator('main').textContent(), new RegExp(`Письма приходят на ${other}`));
  assert.equal(await page.locator('[name="quiet_from"]').inputValue(), '22:00', 'the rest is as it was');
  await page.locator('[name="main_address"]').check();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.waitForURL(/done=saved/);
  assert.ok(!(await page.locator('main').textContent()).includes(other));
});

scene('The pages of notifications are accessible to everybody, on a phone and in the dark', async (stage) => {
  const page = await stage.person();
  await register(page, stage.server);
  const operator = await member(stage, 'operator');
  const appeal = await stage.staff.register();
  await news(stage, operator, '/desk/notifications', appeal.number);
  for (const [one, address] of [[page, '/cabinet/notifications'], [operator, '/desk/notifications']]) {
    await one.goto(address);
    await checkAccess(one, address, ALL);
    await one.setViewportSize({ width: 360, height: 740 });
    await one.emulateMedia({ colorScheme: 'dark' });
    // Colours that are just changing are nobody's.
    await one.reload();
    await checkAccess(one, `${address} on a phone in the dark`, ALL);
    const wide = await one.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wide, `${address} fits a phone`);
  }
});

scene('The header counts what was not read, and each of its places is there for each role', async (stage) => {
  for (const role of ['operator', 'expert', 'supervisor', 'observer', 'administrator']) {
    const page = await member(stage, role);
    await page.goto('/desk');
    const places = await page.locator('header nav a[href^="/desk"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    assert.ok(places.includes('/desk/notifications'), `${role}: ${places}`);
    const sees = ['observer', 'administrator'].includes(role);
    assert.equal(places.some((one) => one.startsWith('/desk/admin')), sees, `${role}: ${places}`);
    for (const place of places) {
      const answer = await page.goto(place);
      assert.equal(answer.status(), 200, `${role}: ${place}`);
    }
    if (role !== 'operator') continue;
    const appeal = await stage.staff.register();
    await news(stage, page, '/desk/notifications', appeal.number);
    const count = page.locator('header .count');
    assert.ok(Number(await count.textContent()) > 0);
    await page.getByRole('button', { name: 'Отметить всё прочитанным' }).click();
    await page.waitForURL(/\/desk\/notifications/);
    assert.equal(await count.count(), 0);
  }
});

scene('A wish to be called goes from the form without scripts to the desk', async (stage) => {
  const page = await stage.person({ ...PLAIN, expects: [/status of 422/] });
  const at = tomorrow();
  await sendAppeal(page, `${at.slice(0, 11)}23:00`);
  await page.locator('[data-send]').click();
  assert.match(await page.locator('#errors').textContent(), /Выберите время звонка: с 8 до 21/);
  assert.equal(await page.locator('#call_at').inputValue(), `${at.slice(0, 11)}23:00`, 'what was typed is kept');
  await page.locator('#call_at').fill(at);
  await page.getByRole('button', { name: 'Предпросмотр' }).click();
  assert.match(await page.locator('main').textContent(), /Когда вам перезвонить/);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  const operator = await member(stage, 'operator', PLAIN);
  await operator.goto(`/desk/appeals/${number}`);
  const call = operator.locator('#call');
  assert.match(await call.textContent(), /Просили позвонить:.*15:00/s);
  await call.getByText('Не дозвонились').click();
  await operator.locator('#again_at').fill(at.replace('15:00', '16:30'));
  await call.getByRole('button', { name: 'Записать' }).click();
  await operator.waitForURL(/done=called/);
  assert.match(await operator.locator('#call').textContent(), /16:30/);
  await operator.getByRole('button', { name: 'Дозвонились', exact: true }).click();
  await operator.waitForURL(/done=called/);
  assert.equal(await operator.locator('#call').count(), 0);
  assert.match(await operator.locator('main').textContent(), /Заявителю позвонили/);
});
