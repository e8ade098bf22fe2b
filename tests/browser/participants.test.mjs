// Who else takes part, what became of files and texts, and conduct: through the pages, with scripts and without.

import assert from 'node:assert/strict';

import { register } from './support/account.mjs';
import { ALL, COLOURS, checkAccess } from './support/axe.mjs';
import { member, withFile } from './support/desk.mjs';
import { jpeg } from './support/files.mjs';
import { lookUp } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const REFUSED = [/status of 4(03|04|09|22)/];
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

// Everything that can be opened is looked at, in both themes.
async function checkOpened(page, name) {
  const closed = await page.locator('details:not([open])').evaluateAll((all) => {
    all.forEach((one) => (one.open = true));
    return all.length;
  });
  await page.emulateMedia({ colorScheme: 'light' });
  await checkAccess(page, `${name}, light`, ALL);
  await page.emulateMedia({ colorScheme: 'dark' });
  await checkAccess(page, `${name}, dark`, COLOURS);
  await page.emulateMedia({ colorScheme: 'light' });
  if (closed) await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = false)));
}

// The applicant invites somebody through the card; gives the link.
async function invite(page, role, rights) {
  await page.getByText('Пригласить участника по ссылке').click();
  await page.locator('#invite-role').selectOption(role);
  await page.locator('#invite-name').fill('Мария Соседка');
  for (const right of rights) await page.locator(`[name="rights"][value="${right}"]`).first().check();
  await page.getByRole('button', { name: 'Сделать ссылку' }).click();
  await page.getByRole('heading', { name: 'Приглашение готово' }).waitFor();
  return page.locator('#link').textContent();
}

scene('Somebody is invited by a link, writes, is marked, contests it, and a supervisor decides', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма во дворе' });
  const quiet = { reducedMotion: 'reduce', expects: REFUSED };
  const [applicant, guest] = [await stage.person(quiet), await stage.person({ ...quiet, userAgent: AGENT })];
  const operator = await member(stage, 'operator', quiet);
  const supervisor = await member(stage, 'supervisor', { ...quiet, first: 'Анна', last: 'Петрова' });

  await lookUp(applicant, appeal);
  await checkOpened(applicant, 'card');
  const link = await invite(applicant, 'representative', ['personal', 'files', 'dialogue', 'reply']);
  await checkOpened(applicant, 'invited');
  await guest.goto(link);
  await guest.getByRole('link', { name: 'Войти' }).last().waitFor();
  await checkOpened(guest, 'participate, stranger');
  await register(guest, stage.server);
  // The tab has kept the code while its person registered.
  await guest.goto('/participate');
  assert.ok(await guest.locator('#token').inputValue(), 'the code is in the form');
  await checkOpened(guest, 'participate');
  await guest.getByRole('button', { name: 'Участвовать' }).click();
  await guest.getByText('Теперь вы участвуете в этом обращении').waitFor();

  await guest.getByText('Дополнить обращение').click();
  await guest.locator('#reply-text').fill('Да вы там все спите!');
  await guest.locator('#reply-files').setInputFiles(jpeg('двор'));
  await guest.locator('form:has(#reply-text) .button').click();
  await guest.waitForURL(/done=/);
  await guest.locator('#card').getByRole('link', { name: 'двор.jpg' }).waitFor();

  // The operator marks the message; first without a reason, which is asked for with the rest kept.
  await operator.goto(`/desk/appeals/${appeal.number}`);
  await operator.getByText('Отметить или скрыть').click();
  await operator.locator('#mark-seq').selectOption({ index: 1 });
  await operator.getByLabel('оскорбление').check();
  await operator.locator('#mark-reason').fill(' ');
  await operator.locator('[name="hide_from"][value="applicant"]').check();
  await operator.getByRole('button', { name: 'Отметить' }).click();
  const errors = operator.getByRole('alert');
  await errors.waitFor();
  await checkOpened(operator, 'a refused form');
  await errors.getByRole('link').click();
  assert.ok(await operator.locator('#reason').evaluate((one) => one === document.activeElement), 'the link leads to the field');
  assert.ok(await operator.getByLabel('оскорбление').isChecked());
  await operator.locator('#reason').fill('Грубо об исполнителе');
  await operator.getByRole('button', { name: 'Отметить' }).click();
  await operator.getByText('Отметка поставлена, автору о ней сообщат.').waitFor();
  await checkOpened(operator, 'desk card with a mark');

  await applicant.goto(`/status/${appeal.number}`);
  const card = await applicant.locator('#card').textContent();
  assert.ok(card.includes('Скрыто модератором') && !card.includes('спите'), card);
  await guest.goto(`/status/${appeal.number}`);
  const conduct = guest.locator('#conduct');
  assert.match(await conduct.textContent(), /Грубо об исполнителе/);
  assert.match(await guest.locator('#card').textContent(), /Да вы там все спите!/, 'their own words');
  await checkOpened(guest, 'card of a participant');
  await conduct.getByText('Не согласиться с отметкой').click();
  await conduct.getByLabel('Почему отметка ошибочна').fill('Так и есть, приезжайте');
  await conduct.getByRole('button', { name: 'Обжаловать' }).click();
  await guest.getByText('Возражение отправлено').waitFor();

  await supervisor.goto(`/desk/appeals/${appeal.number}`);
  const decide = supervisor.locator('#conduct');
  assert.match(await decide.textContent(), /Так и есть, приезжайте/);
  await checkOpened(supervisor, 'desk card of a supervisor');
  await decide.locator('summary', { hasText: 'Решить' }).click();
  await decide.getByLabel('Почему', { exact: true }).fill('Резко, но не оскорбление');
  await decide.getByRole('button', { name: 'Снять отметку' }).click();
  await supervisor.getByText('Решение по отметке принято.').waitFor();
  await applicant.reload();
  assert.match(await applicant.locator('#card').textContent(), /Да вы там все спите!/);
});

scene('Without scripts a task is done, a file replaced and brought back, a text changed', async (stage) => {
  const appeal = await withFile(stage, jpeg('яма'), { title: 'Яма без скриптов' });
  const plain = { javaScriptEnabled: false, expects: REFUSED };
  const applicant = await stage.person(plain);
  await lookUp(applicant, appeal);

  // Another version, and the first again.
  const files = applicant.locator('section', { has: applicant.locator('#head-files') });
  await files.locator('summary', { hasText: 'Заменить' }).click();
  await files.getByLabel(/Новая версия/).setInputFiles(jpeg('яма-ближе'));
  await files.getByRole('button', { name: /Заменить/ }).click();
  await applicant.getByText('Файл заменён').waitFor();
  await files.getByRole('link', { name: 'яма-ближе.jpg' }).first().waitFor();
  await files.locator('summary', { hasText: 'Версии' }).click();
  await files.getByRole('button', { name: /Вернуть/ }).click();
  await applicant.getByText('Прежняя версия файла возвращена').waitFor();
  assert.match(await files.textContent(), /версия 1 из 2/);

  await applicant.getByRole('link', { name: 'Изменить текст обращения' }).click();
  await applicant.locator('#title').fill('Две ямы без скриптов');
  await applicant.getByRole('button', { name: 'Сохранить' }).click();
  await applicant.getByText('Текст изменён').waitFor();
  const changed = applicant.locator('#revisions');
  await changed.locator('summary').click();
  assert.equal(await changed.locator('del').textContent(), 'Яма без скриптов');
  assert.equal(await changed.locator('ins').textContent(), 'Две ямы без скриптов');

  // An expert of another agency is invited from the desk and does a task.
  const operator = await member(stage, 'operator', plain);
  await operator.goto(`/desk/appeals/${appeal.number}`);
  assert.match(await operator.locator('#revisions').textContent(), /Две ямы/);
  await operator.getByText('Пригласить участника по ссылке').click();
  await operator.locator('#invite-role').selectOption('expert');
  await operator.getByRole('button', { name: 'Сделать ссылку' }).click();
  const link = await operator.locator('#link').textContent();
  const expert = await member(stage, 'expert', { ...plain, agency: 'municipality', first: 'Иван', last: 'Котов' });
  await expert.goto('/participate');
  await expert.locator('#token').fill('не тот код');
  await expert.getByRole('button', { name: 'Участвовать' }).click();
  await expert.getByRole('alert').waitFor();
  await expert.locator('#token').fill(new URL(link).hash.slice(1));
  await expert.getByRole('button', { name: 'Участвовать' }).click();
  await expert.getByText('Теперь вы участвуете в этом обращении').waitFor();

  await operator.goto(`/desk/appeals/${appeal.number}`);
  await operator.getByText('Дать поручение').click();
  await operator.locator('#task-text').fill('Осмотрите обе ямы');
  await operator.getByRole('button', { name: 'Поручить' }).click();
  await operator.locator('#people').getByText('Осмотрите обе ямы').waitFor();
  await expert.goto('/cabinet/participations');
  await expert.getByText('Осмотрите обе ямы').waitFor();
  await expert.getByRole('link', { name: appeal.number }).first().click();
  await expert.getByLabel('Что сделано').fill('Осмотрел, глубина 20 см');
  await expert.locator('[id^="files-"]').setInputFiles(jpeg('осмотр'));
  await expert.getByRole('button', { name: 'Выполнено' }).click();
  await expert.getByText('Отчёт отправлен').waitFor();
  await operator.goto(`/desk/appeals/${appeal.number}`);
  await operator.getByRole('link', { name: 'осмотр.jpg' }).waitFor();
  await operator.getByRole('button', { name: 'Принять' }).click();
  await operator.getByText('принято', { exact: true }).waitFor();
});
