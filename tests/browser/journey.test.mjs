// From the start page to a rated answer, with scripts: what most people will see.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { docx, jpeg, pdf } from './support/files.mjs';
import {
  POTHOLE,
  badge,
  drop,
  file,
  fillApplicant,
  fillDetails,
  fillSteps,
  fillWhat,
  lookUp,
  next,
  receipt,
  step,
  uploaded,
} from './support/form.mjs';
import { DESKTOP, stage } from './support/stage.mjs';

const scene = stage();

const CHARGES = {
  title: 'В квитанции за октябрь две платы за отопление',
  text: 'В квитанции за октябрь плата за отопление стоит два раза: по счётчику и по нормативу.\nПрошу пересчитать.',
  fields: { address: 'Рязань, ул. Ленина, 5', account: '620012345' },
  last: 'Иванова',
  first: 'Анна',
  phone: '+7 912 345-67-89',
};

// The README's pictures; only when asked for, so that a run leaves the tree as it was.
async function picture(page, name, options = {}) {
  if (!process.env.OTKLIK_SCREENSHOTS) return;
  const directory = fileURLToPath(new URL('../../docs/images/', import.meta.url));
  await mkdir(directory, { recursive: true });
  await page.evaluate(() => (document.activeElement?.blur(), scrollTo(0, 0)));
  await page.screenshot({ path: `${directory}${name}.png`, ...options });
}

scene('An appeal goes from the start page to a rated answer', async (stage) => {
  const page = await stage.person();
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Подать обращение' }).click();

  // The topic, by a word of everyday speech; the native list stays underneath.
  const box = page.getByRole('combobox');
  await box.fill('тарифы');
  await page.getByRole('option', { name: 'Начисления и тарифы' }).click();
  assert.equal(await page.locator('select[name="category"]').inputValue(), 'housing.charges');
  await page.getByRole('button', { name: 'Продолжить' }).click();

  await step(page, 'what').waitFor();
  assert.ok(await step(page, 'applicant').isHidden(), 'one step at a time');
  await fillWhat(page, CHARGES);
  assert.match(await page.locator('#text-count').textContent(), new RegExp(`Набрано ${[...CHARGES.text].length} из 10000`));
  await picture(page, 'submit', { fullPage: true });
  await next(page);
  await fillDetails(page, CHARGES);
  await next(page);

  // Files: the picker, the zone, one removed, one replaced.
  const bill = pdf('квитанция');
  await page.locator('.upload[data-upload="bill"] input[type="file"]').setInputFiles([bill]);
  await uploaded(page, bill.name);
  const [photo, letter, extra] = [jpeg('счётчик'), docx('письмо'), jpeg('лишнее')];
  await drop(page, '', [photo, letter, extra]);
  for (const one of [photo, letter, extra]) await uploaded(page, one.name);
  await file(page, extra.name).getByRole('button', { name: 'Убрать' }).click();
  await file(page, extra.name).waitFor({ state: 'detached' });
  const better = jpeg('счётчик поближе');
  const picker = page.waitForEvent('filechooser');
  await file(page, photo.name).getByRole('button', { name: 'Заменить' }).click();
  await (await picker).setFiles([better]);
  await uploaded(page, better.name);
  const listed = await page.locator('.upload li .file-name').allTextContents();
  assert.deepEqual(listed.sort(), [bill.name, letter.name, better.name].sort());
  await next(page);

  await fillApplicant(page, CHARGES);
  await next(page);
  await page.getByRole('button', { name: 'Предпросмотр' }).click();
  await page.getByRole('heading', { name: 'Проверьте обращение' }).waitFor();
  const preview = await page.getByRole('main').innerText();
  for (const shown of [CHARGES.title, 'Прошу пересчитать', '620012345', 'Иванова', bill.name, letter.name, better.name]) {
    assert.ok(preview.includes(shown), `the preview shows ${shown}`);
  }
  assert.deepEqual(await stage.staff.titled(CHARGES.title), [], 'a preview registers nothing');
  await page.getByRole('button', { name: 'Отправить' }).click();

  const appeal = await receipt(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('[data-copy="code"]').click();
  await page.getByRole('button', { name: 'Скопировано' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), appeal.code);

  // Another device: only the number and the code.
  const elsewhere = await stage.person({ viewport: DESKTOP });
  await lookUp(elsewhere, appeal);
  assert.equal(await badge(elsewhere).textContent(), 'Создан');
  await elsewhere.evaluate(() => (window.sameDocument = true));
  const saved = elsewhere.waitForEvent('download');
  await elsewhere.getByRole('link', { name: letter.name }).click();
  assert.equal((await saved).suggestedFilename(), letter.name);
  for (const one of [bill, letter, better]) {
    assert.deepEqual(await stage.staff.file(appeal.number, one.name), one.buffer, `${one.name} came whole`);
  }

  // The open card follows the agency's work.
  const live = async (to, label, comment) => {
    await stage.staff.move(appeal.number, to, comment);
    await badge(elsewhere).filter({ hasText: label }).waitFor();
  };
  await live('in_progress', 'В работе', 'Передано бухгалтеру');
  await elsewhere.locator('.journal').getByText('Передано бухгалтеру').waitFor();
  await picture(elsewhere, 'status');
  await live('awaiting_reply', 'Ожидание ответа', 'Пришлите показания счётчика');
  await live('in_progress', 'В работе', 'Показания получены');
  await live('approved', 'Согласовано', 'Плата пересчитана, разница зачтена в ноябре.');
  await elsewhere.getByRole('heading', { name: 'Оцените ответ' }).waitFor();
  assert.match(await elsewhere.locator('.answer').innerText(), /разница зачтена/);
  assert.ok(await elsewhere.evaluate(() => window.sameDocument), 'without a reload');

  await elsewhere.locator('.stars label', { hasText: 'Отлично' }).click();
  await elsewhere.locator('#rating-comment').fill('Быстро и понятно');
  await elsewhere.getByRole('button', { name: 'Поставить оценку' }).click();
  await elsewhere.getByRole('heading', { name: 'Ваша оценка' }).waitFor();
  const given = await elsewhere.locator('[aria-labelledby="head-given"]').innerText();
  assert.match(given, /Быстро и понятно/);
  const card = await stage.staff.card(appeal.number);
  assert.equal(card.rating.score, 5);
});

scene('An appeal that nobody works on yet can be withdrawn', async (stage) => {
  const appeal = await stage.staff.register();
  const page = await stage.person();
  await lookUp(page, appeal);
  await page.getByText('Отозвать обращение').click();
  await page.locator('#withdraw-comment').fill('Яму уже засыпали');
  await page.getByRole('button', { name: 'Отозвать', exact: true }).click();
  await badge(page).filter({ hasText: 'Отменён' }).waitFor();
  assert.equal((await stage.staff.card(appeal.number)).status, 'cancelled');
  assert.ok(await page.getByText('Отозвать обращение').isHidden(), 'it is done once');
});

scene('Whom the answer did not help writes again, and the new appeal knows the old one', async (stage) => {
  const first = await stage.staff.register();
  await stage.staff.move(first.number, 'in_progress');
  await stage.staff.move(first.number, 'approved', 'Яма заделана.');
  const page = await stage.person();
  await lookUp(page, first);
  await page.getByRole('link', { name: 'Подать повторное обращение' }).click();
  await page.getByText(`Повторное обращение к ${first.number}`).waitFor();
  await fillSteps(page, { ...POTHOLE, title: 'Яма снова открылась' });
  await page.locator('[data-send]').click();
  const second = await receipt(page);
  assert.equal((await stage.staff.card(second.number)).repeat_of, first.number);
  await page.getByRole('link', { name: 'Открыть обращение' }).click();
  await page.getByRole('link', { name: first.number }).click();
  await page.getByRole('heading', { name: 'Оцените ответ' }).waitFor();
});

scene('An applicant answers the question of the agency, and the work goes on', async (stage) => {
  const appeal = await stage.staff.register();
  await stage.staff.move(appeal.number, 'in_progress');
  await stage.staff.move(appeal.number, 'awaiting_reply', 'С какой стороны дороги яма?');
  const page = await stage.person();
  await lookUp(page, appeal);
  await page.getByLabel('Ваш ответ').fill('Со стороны школы');
  await page.getByRole('button', { name: 'Отправить', exact: true }).click();
  await badge(page).filter({ hasText: 'В работе' }).waitFor();
  await page.getByText('Со стороны школы').waitFor();
  assert.equal((await stage.staff.card(appeal.number)).status, 'in_progress');
});

scene('A withdrawal that comes too late is refused in words, and nothing changes', async (stage) => {
  const appeal = await stage.staff.register();
  const page = await stage.person({ expects: [/status of 409/], javaScriptEnabled: false });
  await lookUp(page, appeal);
  await stage.staff.move(appeal.number, 'in_progress');
  await page.getByText('Отозвать обращение').click();
  await page.getByRole('button', { name: 'Отозвать', exact: true }).click();
  await page.locator('#errors').waitFor();
  assert.equal((await stage.staff.card(appeal.number)).status, 'in_progress');
});

scene('A device that is told to forget an appeal asks for its code again', async (stage) => {
  const appeal = await stage.staff.register();
  const page = await stage.person();
  await lookUp(page, appeal);
  await page.getByText('Забыть на этом устройстве').click();
  await page.getByRole('button', { name: 'Забыть', exact: true }).click();
  await page.goto(`/status/${appeal.number}`);
  await page.locator('#access_code').waitFor();
});
