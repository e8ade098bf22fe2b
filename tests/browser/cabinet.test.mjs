// A person's cabinet, from registering to their own list.

import assert from 'node:assert/strict';

import { register, signIn } from './support/account.mjs';
import { pdf } from './support/files.mjs';
import { fillApplicant, fillDetails, fillSteps, fillWhat, next, receipt, uploaded } from './support/form.mjs';
import { DESKTOP, PHONE, stage } from './support/stage.mjs';

const scene = stage();
const EXPECTED = [/status of 4(01|03|04|09|22)/];

scene('Somebody registers, is confirmed by a code and comes into an empty cabinet', async (stage) => {
  const page = await stage.person();
  await page.goto('/');
  await page.getByRole('link', { name: 'Войти' }).click();
  await page.getByRole('link', { name: 'Зарегистрироваться' }).click();
  await page.waitForURL(/\/register/);
  const meter = page.locator('meter');
  await page.locator('#password').fill('слабый');
  assert.match(await page.locator('#password ~ .hint').first().textContent(), /Ещё нужно: .*цифра/);
  await page.locator('#password').fill('Длинная-Фраза-42!');
  assert.match(await page.locator('#password ~ .hint').first().textContent(), /Пароль надёжный/);
  assert.equal(await meter.evaluate((one) => one.value), 4);
  await register(page, stage.server);
  assert.match(await page.locator('main').textContent(), /Здесь появятся обращения/);
  const header = page.locator('header nav');
  await header.getByRole('link', { name: 'Кабинет' }).waitFor();
  await header.getByRole('button', { name: 'Выйти' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await header.getByRole('link', { name: 'Войти' }).waitFor();
  await page.goto('/cabinet?status=created');
  assert.equal(new URL(page.url()).pathname, '/sign-in', 'nobody is led to sign in');
  assert.equal(new URL(page.url()).searchParams.get('return_to'), '/cabinet?status=created');
});

scene('Signing in leads back to where one wanted to go, and a wrong password says nothing', async (stage) => {
  const page = await stage.person({ expects: EXPECTED });
  const person = await register(page, stage.server);
  await page.locator('header nav').getByRole('button', { name: 'Выйти' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/cabinet/profile');
  await page.locator('#login').fill(person.login);
  await page.locator('#password').fill('Не-Тот-Пароль-1');
  await page.locator('form[action="/api/v1/session"] .button').click();
  const known = await page.locator('#errors li').textContent();
  assert.equal(await page.locator('#login').inputValue(), person.login, 'the login is kept');
  assert.equal(await page.locator('#password').inputValue(), '', 'the password is not');
  await page.locator('#login').fill('nobody-at-all@example.ru');
  await page.locator('#password').fill('Не-Тот-Пароль-1');
  await page.locator('form[action="/api/v1/session"] .button').click();
  assert.equal(await page.locator('#errors li').textContent(), known);
  await page.locator('#login').fill(person.login);
  await page.locator('#password').fill(person.password);
  await page.locator('form[action="/api/v1/session"] .button').click();
  await page.waitForURL(/\/cabinet\/profile/);
});

scene('The profile fills in the form, the appeal stands in the list, and filters stay in the address', async (stage) => {
  const page = await stage.person();
  await register(page, stage.server);
  await page.goto('/cabinet/profile');
  await page.locator('#last_name').fill('Иванова');
  await page.locator('#first_name').fill('Анна');
  await page.locator('#region').selectOption('62');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.waitForURL(/\/cabinet\/profile/);
  assert.equal(await page.locator('#last_name').inputValue(), 'Иванова');

  await page.goto('/submit?category=roads.surface');
  assert.equal(await page.locator('#applicant-last_name').inputValue(), 'Иванова');
  assert.equal(await page.locator('#region').inputValue(), '62');
  await fillSteps(page);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);

  await page.goto('/cabinet');
  const row = page.locator('.appeals li');
  assert.equal(await row.count(), 1);
  assert.match(await row.textContent(), new RegExp(number));
  await page.locator('#status').selectOption('closed');
  await page.getByRole('button', { name: 'Показать' }).click();
  await page.waitForURL(/status=closed/);
  assert.match(await page.locator('main').textContent(), /По такому отбору ничего нет/);
  await page.goBack();
  assert.equal(await row.count(), 1);
  await page.goto('/cabinet');
  await page.locator('#q').fill('ямы');
  await page.getByRole('button', { name: 'Показать' }).click();
  await page.waitForURL(/q=/);
  assert.equal(await row.count(), 1, 'found by a word in another form');
  const file = await page.request.get(await page.getByRole('link', { name: 'CSV' }).getAttribute('href'));
  assert.equal(file.status(), 200);
  assert.match(await file.text(), new RegExp(number));

  // The card opens by the session alone, also where the code was never shown.
  await page.context().clearCookies({ name: `access-${number}` });
  await row.getByRole('link').click();
  await page.waitForURL(new RegExp(`/status/${number}`));
  await page.locator('.badge').waitFor();
});

scene('An appeal sent without signing in is taken into one cabinet and no other', async (stage) => {
  const appeal = await stage.staff.register();
  const page = await stage.person({ expects: EXPECTED });
  await register(page, stage.server);
  const claim = async (code) => {
    await page.goto('/cabinet');
    await page.locator('#number').fill(appeal.number);
    await page.locator('#access_code').fill(code);
    await page.getByRole('button', { name: 'Добавить' }).click();
  };
  await claim('НЕТ-ТАКОГО');
  const wrong = await page.locator('#errors li').textContent();
  await claim(appeal.code);
  await page.waitForURL(/done=claimed/);
  assert.match(await page.locator('.appeals').textContent(), new RegExp(appeal.number));

  const other = await stage.person({ expects: EXPECTED });
  await register(other, stage.server);
  await other.locator('#number').fill(appeal.number);
  await other.locator('#access_code').fill(appeal.code);
  await other.getByRole('button', { name: 'Добавить' }).click();
  assert.equal(await other.locator('#errors li').textContent(), wrong, 'as if there were no such appeal');
});

scene('A draft goes from one device to another, and is gone once sent', async (stage) => {
  const page = await stage.person();
  const person = await register(page, stage.server);
  await page.goto('/submit?category=roads.surface');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/drafts/current') && answer.request().method() === 'PUT');
  await page.locator('#title').fill('Яма у дома');
  assert.equal((await saved).status(), 204);

  const other = await stage.person({ viewport: PHONE });
  await signIn(other, person);
  await other.waitForURL(/\/cabinet/);
  await other.goto('/submit');
  await other.locator('[data-kept] a').click();
  await other.waitForURL(/category=roads\.surface/);
  await other.locator('.notice', { hasText: 'с другого устройства' }).waitFor();
  assert.equal(await other.locator('#title').inputValue(), 'Яма у дома');
  await fillSteps(other);
  await other.locator('[data-send]').click();
  await receipt(other);
  const left = await other.request.get('/api/v1/drafts/current');
  assert.deepEqual(await left.json(), { saved_at: null, draft: null });
});

scene('Signing out leaves no draft of the person on the device, and keeps one written before signing in', async (stage) => {
  const page = await stage.person();
  const person = await register(page, stage.server);
  const onDevice = () => page.evaluate(() => localStorage.getItem('otklik.draft.') !== null);
  const signOut = async () => {
    await page.locator('header nav').getByRole('button', { name: 'Выйти' }).click();
    await page.waitForURL((url) => url.pathname === '/');
  };
  await page.goto('/submit?category=roads.surface');
  const saved = page.waitForResponse((answer) => answer.url().endsWith('/drafts/current') && answer.request().method() === 'PUT');
  await page.locator('#title').fill('Яма у дома');
  await saved;
  assert.ok(await onDevice());
  await signOut();
  assert.ok(!(await onDevice()), 'the cabinet has it');

  await signIn(page, person);
  await page.waitForURL(/\/cabinet/);
  assert.equal((await page.request.delete('/api/v1/drafts/current', { headers: { origin: new URL(page.url()).origin } })).status(), 204);
  await signOut();
  await page.goto('/submit?category=roads.surface');
  await page.locator('#title').fill('Яма, о которой не дописали');
  await page.goto('/');
  await signIn(page, person);
  await page.waitForURL(/\/cabinet/);
  await signOut();
  assert.ok(await onDevice(), 'it is nowhere else');
});

scene('Advice and one’s own appeals of the same matter are pointed out before sending', async (stage) => {
  const page = await stage.person();
  await register(page, stage.server);
  for (const send of [true, false]) {
    await page.goto('/submit?category=roads.surface');
    await page.evaluate(() => localStorage.clear());
    await page.goto('/submit?category=roads.surface');
    await fillSteps(page);
    if (send) {
      await page.locator('[data-send]').click();
      await receipt(page);
    } else {
      await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
      await page.locator('#appeal[data-preview]').waitFor();
    }
  }
  assert.match(await page.locator('main').textContent(), /Похоже, об этом вы уже писали/);
});

scene('An application with codes is turned on, asked for, and replaced by a recovery code', async (stage) => {
  const page = await stage.person({ expects: EXPECTED });
  const person = await register(page, stage.server);
  await page.goto('/cabinet/security');
  assert.match(await page.locator('.about').textContent(), /Действует/);
  await page.getByRole('button', { name: 'Добавить приложение с кодами' }).click();
  await page.locator('.qr svg').waitFor();
  const secret = (await page.locator('.key-text').textContent()).replaceAll(/\s/g, '');
  await page.locator('#code').fill(await totp(secret));
  await page.getByRole('button', { name: 'Включить', exact: true }).click();
  await page.locator('.facts li', { hasText: 'Приложение с кодами' }).waitFor();
  await page.goto('/cabinet/security');
  await page.getByRole('button', { name: /запасные коды/ }).click();
  const codes = await page.locator('.codes li').allTextContents();
  assert.ok(codes.length >= 8);

  const other = await stage.person({ viewport: DESKTOP, expects: EXPECTED });
  await signIn(other, person);
  await other.locator('#code').waitFor();
  await other.locator('#code').fill('000000');
  await other.locator('form[action$="/second-factor"] .button').click();
  await other.locator('#errors').waitFor();
  await other.getByRole('button', { name: 'Запасной код' }).click();
  await other.locator('#code').fill(codes[0]);
  await other.locator('form[action$="/second-factor"] .button').click();
  await other.waitForURL(/\/cabinet/);

  // Both devices are listed; the first signs the other out.
  await page.goto('/cabinet/security');
  await page.getByRole('button', { name: /Выйти на всех остальных/ }).click();
  await other.goto('/cabinet');
  assert.equal(new URL(other.url()).pathname, '/sign-in');
});

// RFC 6238 with SHA-1, 30 seconds and six digits, as apps take it.
async function totp(secret) {
  const bits = [...secret].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const bytes = Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(Date.now() / 30_000)));
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, counter.buffer));
  const offset = mac.getUint8(19) & 15;
  return String((mac.getUint32(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

scene('A telephone that is signed in lets another device in', async (stage) => {
  const phone = await stage.person({ viewport: PHONE });
  await register(phone, stage.server);
  const desk = await stage.person();
  await desk.goto('/sign-in');
  await desk.getByRole('button', { name: /QR-коду/ }).click();
  await desk.locator('.qr svg').waitFor();
  const code = await desk.locator('[data-qr-code]').textContent();
  await phone.goto(`/approve#${code}`);
  await phone.getByRole('button', { name: 'Впустить' }).waitFor();
  assert.match(await phone.locator('main').textContent(), /Chrom/);
  assert.equal(new URL(phone.url()).hash, '', 'the code is not in the address');
  await phone.getByRole('button', { name: 'Впустить' }).click();
  await desk.waitForURL(/\/cabinet/);
});

scene('A telephone on which nobody is signed in scans the code once and comes back to it', async (stage) => {
  const phone = await stage.person({ viewport: PHONE });
  const person = await register(phone, stage.server);
  await phone.context().clearCookies();
  const desk = await stage.person();
  await desk.goto('/sign-in');
  await desk.getByRole('button', { name: /QR-коду/ }).click();
  await desk.locator('.qr svg').waitFor();
  const code = await desk.locator('[data-qr-code]').textContent();
  await phone.goto(`/approve#${code}`);
  await phone.waitForURL(/\/sign-in/);
  await phone.waitForFunction(() => location.hash === '');
  await phone.locator('#login').fill(person.login);
  await phone.locator('#password').fill(person.password);
  await phone.locator('form[action="/api/v1/session"] .button').click();
  await phone.getByRole('button', { name: 'Впустить' }).click();
  await desk.waitForURL(/\/cabinet/);
});

scene('Whoever speaks for a company is asked for the power of attorney', async (stage) => {
  const page = await stage.person({ expects: EXPECTED });
  await page.goto('/submit?category=roads.surface');
  assert.ok(await page.locator('#on_behalf_of-name').isHidden());
  await page.getByLabel('От организации').check();
  await page.locator('#on_behalf_of-name').fill('ООО «Ромашка»');
  await page.locator('#on_behalf_of-inn').fill('7707083893');
  await fillWhat(page);
  await next(page);
  await fillDetails(page);
  await next(page);
  await next(page);
  assert.match(await page.locator('#errors').textContent(), /Приложите документ: Доверенность/);
  const paper = pdf('доверенность');
  await page.locator('#files-power_of_attorney').setInputFiles([paper]);
  await uploaded(page, paper.name);
  await next(page);
  await fillApplicant(page);
  await next(page);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  await page.goto(`/status/${number}`);
  assert.match(await page.locator('main').textContent(), /ООО «Ромашка», ИНН 7707083893/);
  assert.match(await page.locator('.files').textContent(), /Доверенность/);
});
