// The way of a new member of staff: the invitation, their name, the second factor, the desk, the first appeal.

import assert from 'node:assert/strict';

import { signIn } from './support/account.mjs';
import { ALL, checkAccess } from './support/axe.mjs';
import { member, rowOf } from './support/desk.mjs';
import { PHONE, stage } from './support/stage.mjs';

const PASSWORD = 'Длинная-Фраза-42!';
const REFUSED = { expects: [/status of 4(03|04|22)/] };

const scene = stage();

const invite = async (stage, email, role = 'operator') => {
  const invited = await stage.staff.call('POST', '/staff/invitations', { email, role, agency: 'road_agency' });
  return (await invited.json()).token;
};

// Through the page of the invitation up to the page of the second factor.
async function accept(page, token, { last = 'Белова', first = 'Мария' } = {}) {
  await page.goto(`/invitation#${token}`);
  await page.getByText('Вас приглашают').waitFor();
  await page.getByLabel('Фамилия').fill(last);
  await page.getByLabel('Имя', { exact: true }).fill(first);
  await page.locator('#password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Создать учётную запись' }).click();
  await page.waitForURL(/\/cabinet\/security/);
}

for (const [device, last, options] of [['a desktop', 'Чернова', {}], ['a phone', 'Белова', { viewport: PHONE }]]) {
  scene(`From the invitation to a first appeal on ${device}`, async (stage) => {
    const email = `maria.${device.length}@example.ru`;
    const [page, boss] = [await stage.person({ ...REFUSED, ...options }), await member(stage, 'supervisor', { first: 'Анна', last: 'Петрова' })];
    const appeal = await stage.staff.register({ title: `Яма на Садовой, ${device}` });
    const card = `/desk/appeals/${appeal.number}`;

    // The link knows the address, says what is offered, and asks for the name.
    await page.goto(`/invitation#${await invite(stage, email)}`);
    await page.getByText('Вас приглашают: оператор').waitFor();
    assert.equal(new URL(page.url()).hash, '');
    assert.equal(await page.locator('#login').inputValue(), email);
    assert.equal(await page.locator('#login').getAttribute('readonly'), '');
    assert.ok(await page.locator('#token').isHidden(), 'nobody has to look at the code');
    await checkAccess(page, 'the invitation', ALL);
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Создать учётную запись' }).click();
    await page.locator('#errors').waitFor();
    assert.deepEqual(await page.locator('#errors li').allTextContents(), ['Укажите фамилию', 'Укажите имя']);
    assert.equal(await page.locator('#login').inputValue(), email, 'nothing typed twice');
    await page.getByLabel('Фамилия').fill(last);
    await page.getByLabel('Имя', { exact: true }).fill('Мария');
    await page.getByLabel('Должность').fill('инженер');
    await page.locator('#password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Создать учётную запись' }).click();
    await page.waitForURL(/\/cabinet\/security/);

    // The desk does not open yet, says why, and leads to where that is mended.
    await page.goto('/desk');
    await page.getByRole('heading', { name: 'Нужен второй фактор' }).waitFor();
    await checkAccess(page, 'the desk without a second factor', ALL);
    await page.getByRole('link', { name: 'Включить второй фактор' }).click();
    await page.getByRole('heading', { name: 'Второй фактор' }).waitFor();
    await page.getByRole('button', { name: 'Включить коды по почте' }).click();
    await page.getByText('Второй фактор включён.').waitFor();
    await page.getByRole('link', { name: 'Перейти к рабочему месту' }).click();
    await page.getByRole('heading', { name: 'Очередь' }).waitFor();
    assert.match(await page.locator('header').textContent(), new RegExp(`Мария ${last}\\sоператор`));

    // A colleague gives them an appeal by name; the journal and the queue say the name.
    await boss.goto(card);
    await boss.locator('[data-assign] summary').click();
    await boss.locator('#assignee').selectOption({ label: `${last} Мария` });
    await boss.locator('[data-assign] button').click();
    await boss.getByText('Исполнитель изменён.').waitFor();
    const journal = await boss.locator('section:has(#head-journal)').textContent();
    assert.ok(journal.includes(`Назначен исполнитель — ${last} Мария`), journal);
    assert.match(journal, /Петрова Анна, руководитель/);
    await boss.goto('/desk');
    assert.ok((await rowOf(boss, appeal.number).textContent()).includes(`${last} Мария`));
    await page.goto('/desk?mine=true');
    await rowOf(page, appeal.number).waitFor();

    // From the pages of citizens there is a way back.
    await page.goto('/');
    await page.getByRole('link', { name: 'Рабочее место' }).click();
    await page.getByRole('heading', { name: 'Очередь' }).waitFor();

    // Forwarded, the appeal is out of sight; the queue says where it went, and an old link leads on.
    await page.goto(card);
    await page.locator('summary', { hasText: 'Передать' }).click();
    await page.locator('#agency').selectOption({ label: 'Служба поддержки портала' });
    await page.locator('#forward-reason').fill('Это вопрос о портале.');
    await page.locator('form[action$="/forward"] button').click();
    await page.getByText(`Передано в «Служба поддержки портала»: обращение ${appeal.number}.`).waitFor();
    await page.goto(card);
    await page.getByRole('heading', { name: 'Такой страницы или обращения нет' }).waitFor();
    await checkAccess(page, 'an appeal that is elsewhere', ALL);
    await page.getByRole('link', { name: 'К очереди' }).click();
    await page.getByRole('heading', { name: 'Очередь' }).waitFor();
  });
}

scene('Whoever signs in again lands at the desk, by code and by passkey', async (stage) => {
  const url = stage.server.url.replace('127.0.0.1', 'localhost');
  const page = await stage.person({ url, expects: [/status of 403/] });
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const login = 'galina@example.ru';
  await accept(page, await invite(stage, login), { last: 'Громова', first: 'Галина' });
  // A passkey says what was done as the other factors do, and opens the desk at once.
  await page.getByRole('button', { name: 'Добавить ключ доступа' }).click();
  await page.getByText('Второй фактор включён.').waitFor();
  await page.getByRole('link', { name: 'Перейти к рабочему месту' }).click();
  await page.getByRole('heading', { name: 'Очередь' }).waitFor();

  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  await page.waitForURL(`${url}/desk`);
  await page.getByRole('button', { name: 'Выйти' }).click();
  await signIn(page, { login, password: PASSWORD });
  await page.getByRole('button', { name: 'Подтвердить ключом доступа' }).click();
  await page.waitForURL(`${url}/desk`);
  // The page that was asked for comes first.
  await page.getByRole('button', { name: 'Выйти' }).click();
  await page.goto('/desk/notifications');
  await page.getByRole('button', { name: 'Войти с ключом доступа' }).click();
  await page.waitForURL(`${url}/desk/notifications`);
});

scene('An invitation that is over says so before anybody types', async (stage) => {
  const page = await stage.person({ expects: [/status of 404/] });
  const token = await invite(stage, 'over@example.ru');
  const { items } = await (await stage.staff.call('GET', '/staff/invitations')).json();
  const one = items.find((item) => item.email === 'over@example.ru');
  await stage.staff.call('DELETE', `/staff/invitations/${one.id}`);
  await page.goto(`/invitation#${token}`);
  await page.getByText('Ссылка уже использована, устарела или неполна.').waitFor();
});

scene('Without scripts the invitation asks for everything', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false });
  const token = await invite(stage, 'plain@example.ru');
  await page.goto(`/invitation#${token}`);
  for (const [label, text] of [
    ['Код приглашения', token],
    ['Фамилия', 'Простова'],
    ['Рабочая почта', 'plain@example.ru'],
    ['Новый пароль', PASSWORD],
  ]) {
    await page.getByLabel(label).fill(text);
  }
  await page.getByLabel('Имя', { exact: true }).fill('Полина');
  await page.getByRole('button', { name: 'Создать учётную запись' }).click();
  await page.waitForURL(/\/cabinet\/security/);
});
