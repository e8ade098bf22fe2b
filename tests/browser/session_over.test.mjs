// A session that ends while somebody writes: the page says so, and nothing that was typed is lost.

import assert from 'node:assert/strict';

import { codeFor, newPerson, register, signIn } from './support/account.mjs';
import { ALL, checkAccess } from './support/axe.mjs';
import { member } from './support/desk.mjs';
import { POTHOLE, fillApplicant, fillDetails, fillSteps, fillWhat, lookUp, receipt } from './support/form.mjs';
import { PHONE, stage } from './support/stage.mjs';

const scene = stage();
const OVER = [/status of 4(01|04|09|22)/];

// The session ends as if somebody had signed out elsewhere: the browser keeps its cookie.
async function endElsewhere(page) {
  const { name, value } = (await page.context().cookies()).find((one) => one.name === 'session');
  const agent = await page.evaluate(() => navigator.userAgent);
  const origin = new URL(page.url()).origin;
  const ended = await fetch(`${origin}/api/v1/session`, { method: 'DELETE', headers: { Cookie: `${name}=${value}`, Origin: origin, 'User-Agent': agent } });
  assert.equal(ended.status, 204);
}

// Signs in, in the tab that a page opens for it, with the second step of staff.
async function signInBeside(stage, page, login) {
  const [tab] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'Войти в новой вкладке' }).first().click()]);
  await tab.locator('#login').fill(login.login);
  await tab.locator('#password').fill(login.password);
  await tab.locator('form[action="/api/v1/session"] .button').click();
  if (login.staff) {
    await tab.locator('form[action="/api/v1/session/code"] button, #code').first().waitFor();
    if (!(await tab.locator('#code').count())) await tab.locator('form[action="/api/v1/session/code"] button').first().click();
    await tab.locator('#code').fill(await codeFor(stage.server, login.login));
    await tab.locator('form[action="/api/v1/session/second-factor"] .button').click();
  }
  await tab.getByRole('heading', { name: 'Вы вошли' }).waitFor();
  await tab.close();
  await page.bringToFront();
}

async function taken(stage, options = {}) {
  const appeal = await stage.staff.register({ title: 'Яма у сквера' });
  const page = await member(stage, 'operator', { expects: OVER, ...options });
  await page.goto(`/desk/appeals/${appeal.number}`);
  await page.getByRole('button', { name: 'Взять в работу' }).click();
  await page.getByText('Обращение у вас в работе.').waitFor();
  return { appeal, page, login: { login: page.email, password: 'Длинная-Фраза-42!', staff: true } };
}

const TEXT = 'Яму заделают двенадцатого марта, разметку вернут.';

for (const [how, options] of [['with scripts', {}], ['without scripts, on a phone', { javaScriptEnabled: false, viewport: PHONE }]]) {
  scene(`An operator signs in beside the page and goes on, ${how}`, async (stage) => {
    const { appeal, page, login } = await taken(stage, options);
    const question = page.locator('#message');
    await question.fill(TEXT);
    if (options.javaScriptEnabled === false) await page.context().clearCookies();
    else await endElsewhere(page);
    await page.locator('[data-writer]', { has: question }).getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('heading', { name: 'Войдите и продолжите' }).waitFor();
    assert.equal(await page.getByLabel('Текст').inputValue(), TEXT);
    assert.ok(!page.url().includes('%D0'), page.url());
    if (options.javaScriptEnabled !== false) {
      await checkAccess(page, 'the page that keeps the text', ALL);
      assert.match(await page.locator('main').textContent(), /Ольга Смирнова/);
    }
    await signInBeside(stage, page, login);
    if (options.javaScriptEnabled !== false) await page.getByText('Вы снова вошли. Проверьте и нажмите').waitFor();
    assert.equal((await stage.staff.card(appeal.number)).status, 'in_progress', 'nothing is sent without a press');
    await page.getByLabel('Текст').fill(`${TEXT} Подходит?`);
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Вопрос отправлен заявителю.').waitFor();
    assert.match(await page.locator('#dialogue').textContent(), /разметку вернут\. Подходит\?/);
  });
}

scene('A draft that is not kept says so at once, and is kept again by itself', async (stage) => {
  const { page, login } = await taken(stage);
  const draft = page.getByLabel('Текст ответа');
  const told = page.locator('[data-autosaved]');
  await draft.fill('Первая строка.');
  await page.getByText(/Черновик сохранён \d/).waitFor();
  await endElsewhere(page);
  await draft.fill('Первая строка. И вторая.');
  await told.getByText('Не сохраняется:').waitFor();
  assert.match(await told.textContent(), /вы вышли\. Текст остаётся на этой странице\./);
  assert.equal(await told.getAttribute('role'), 'status');
  assert.doesNotMatch(await told.textContent(), /Черновик сохранён/);
  await page.locator('.desk-session').waitFor();
  await signInBeside(stage, page, login);
  await page.getByText(/Черновик сохранён \d/).waitFor();
  await page.locator('.desk-session').waitFor({ state: 'detached' });
  await page.reload();
  assert.equal(await draft.inputValue(), 'Первая строка. И вторая.');
});

scene('A draft is kept for nobody else who signs in at the same browser', async (stage) => {
  const { appeal, page } = await taken(stage);
  const other = await member(stage, 'supervisor', { first: 'Пётр', last: 'Кузнецов' });
  const [session] = (await other.context().cookies()).filter((one) => one.name === 'session');
  const draft = page.getByLabel('Текст ответа');
  await page.context().addCookies([session]);
  await draft.fill('Этого чужой учётной записи не видать.');
  const told = page.locator('[data-autosaved]');
  await told.getByText('вы вошли под другой учётной записью').waitFor();
  await page.getByRole('button', { name: 'Сохранить версию' }).click();
  await page.waitForLoadState();
  await other.goto(`/desk/appeals/${appeal.number}`);
  assert.doesNotMatch(await other.locator('main').textContent(), /не видать/);
});

scene('A connection that breaks is told of beside the draft, too', async (stage) => {
  const { page } = await taken(stage, { expects: [/ERR_INTERNET_DISCONNECTED/] });
  const draft = page.getByLabel('Текст ответа');
  const told = page.locator('[data-autosaved]');
  await page.context().setOffline(true);
  await draft.fill('Написано без сети.');
  await told.getByText('Не сохраняется: нет связи.').waitFor();
  await page.context().setOffline(false);
  await page.getByText(/Черновик сохранён \d/).waitFor();
});

scene('An applicant whose browser was restarted gives the code and finds the reply', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у рынка' });
  await stage.staff.move(appeal.number, 'in_progress');
  await stage.staff.move(appeal.number, 'awaiting_reply', 'У какого дома?');
  for (const javaScriptEnabled of [true, false]) {
    const page = await stage.person({ expects: OVER, javaScriptEnabled, viewport: PHONE });
    await lookUp(page, appeal);
    if (!(await page.locator('#reply-text').isVisible())) await page.locator('summary', { hasText: 'Дополнить' }).click();
    await page.locator('#reply-text').fill(TEXT);
    await page.context().clearCookies();
    await page.locator('form', { has: page.locator('#reply-text') }).getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('heading', { name: 'Назовите номер и код' }).waitFor();
    assert.equal(await page.locator('#number').inputValue(), appeal.number);
    if (javaScriptEnabled) await checkAccess(page, 'the question for the code', ALL);
    await page.locator('#access_code').fill('ABCD-EFGH-JKMN');
    await page.getByRole('button', { name: 'Открыть и продолжить' }).click();
    await page.locator('#errors').waitFor();
    assert.equal(await page.getByLabel('Текст').inputValue(), TEXT);
    await page.locator('#access_code').fill(appeal.code);
    await page.getByRole('button', { name: 'Открыть и продолжить' }).click();
    await page.getByRole('heading', { name: 'Проверьте и отправьте' }).waitFor();
    assert.equal(await page.getByLabel('Текст').inputValue(), TEXT);
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.waitForURL(/\/status\/.*done=/);
    assert.match(await page.locator('#card').textContent(), /разметку вернут/);
  }
});

scene('Somebody who is signed out while writing an appeal is warned at once, and signs in again', async (stage) => {
  const page = await stage.person({ expects: OVER });
  const person = await register(page, stage.server);
  await page.goto(`/submit?category=${POTHOLE.category}`);
  const kept = page.waitForResponse((answer) => answer.url().includes('/drafts/current') && answer.request().method() === 'PUT');
  await fillWhat(page);
  await kept;
  await endElsewhere(page);
  await page.locator('#title').fill('Яма, о которой дописали позже');
  const warning = page.getByRole('alert').filter({ hasText: 'обращение не попадёт в кабинет' });
  await warning.waitFor();
  await signInBeside(stage, page, person);
  await warning.waitFor({ state: 'detached' });
  await fillSteps(page, { ...POTHOLE, title: 'Яма, о которой дописали позже' });
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  await page.goto('/cabinet');
  await page.getByText(number).first().waitFor();
});

scene('An appeal leaves the account by a press alone', async (stage) => {
  const page = await stage.person({ expects: OVER });
  const person = await register(page, stage.server, newPerson());
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await fillSteps(page, { ...POTHOLE, title: 'Яма без кабинета' });
  await page.context().clearCookies();
  await page.locator('[data-send]').click();
  const trouble = page.locator('.trouble');
  await trouble.getByText('Вы вышли из кабинета').waitFor();
  await trouble.getByRole('link', { name: 'Войти в новой вкладке' }).waitFor();
  assert.deepEqual(await stage.staff.titled('Яма без кабинета'), []);
  await trouble.getByRole('button', { name: 'Отправить без учётной записи' }).click();
  const { number } = await receipt(page);
  await signIn(page, person);
  await page.waitForURL(/\/cabinet/);
  assert.equal(await page.getByText(number).count(), 0);
});

scene('Without scripts the form comes back with the choice', async (stage) => {
  // Registering without scripts may have to wait; it is not what is tried here.
  const beside = await stage.person();
  const person = await register(beside, stage.server, newPerson());
  const page = await stage.person({ expects: OVER, javaScriptEnabled: false });
  await page.context().addCookies(await beside.context().cookies());
  await page.goto(`/submit?category=${POTHOLE.category}`);
  const appeal = { ...POTHOLE, title: 'Яма с выбором' };
  await fillWhat(page, appeal);
  await fillDetails(page, appeal);
  await fillApplicant(page, appeal);
  await page.context().clearCookies();
  await page.locator('[data-send]').click();
  await page.getByRole('heading', { name: 'Вы вышли из кабинета' }).waitFor();
  assert.equal(await page.locator('#title').inputValue(), appeal.title);
  await signInBeside(stage, page, person);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  await page.goto('/cabinet');
  await page.getByText(number).first().waitFor();
});

scene('A draft begun in an account is not offered to the next person at the browser', async (stage) => {
  const page = await stage.person({ expects: OVER });
  await register(page, stage.server, newPerson());
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await page.locator('#title').fill('Яма, о которой знает один человек');
  await page.waitForFunction(() => localStorage.getItem('otklik.draft.')?.includes('один человек'));
  await page.context().clearCookies();
  for (const address of ['/submit', `/submit?category=${POTHOLE.category}`]) {
    await page.goto(address);
    await page.locator('main form').first().waitFor();
    assert.equal(await page.getByText('один человек').count(), 0, address);
    for (const title of await page.locator('#title').all()) assert.equal(await title.inputValue(), '', address);
  }
});

scene('The profile is kept', async (stage) => {
  const page = await stage.person({ expects: OVER });
  const person = await register(page, stage.server, newPerson());
  await page.goto('/cabinet/profile');
  await page.locator('#last_name').fill('Иванова-Петрова');
  await endElsewhere(page);
  await page.getByRole('button', { name: 'Сохранить' }).first().click();
  await page.getByRole('heading', { name: 'Войдите и продолжите' }).waitFor();
  assert.equal(await page.getByLabel('Фамилия').inputValue(), 'Иванова-Петрова');
  await signInBeside(stage, page, person);
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.waitForURL(/done=saved/);
  assert.equal(await page.locator('#last_name').inputValue(), 'Иванова-Петрова');
});
