// What is typed stays on the device until it is sent.

import assert from 'node:assert/strict';

import { jpeg } from './support/files.mjs';
import { POTHOLE, file, fillSteps, fillDetails, fillWhat, next, receipt, step, uploaded } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const FORM = `/submit?category=${POTHOLE.category}`;
const kept = (page) => page.getByText('Мы сохранили то, что вы уже написали');
const draft = (page) => page.evaluate(() => localStorage.getItem('otklik.draft.'));

// Closes the tab as a person does, and opens another.
async function reopen(page, path) {
  const again = await page.context().newPage();
  await page.close({ runBeforeUnload: true });
  await again.goto(path);
  return again;
}

scene('A draft survives a closed tab with its files, and is gone once it is sent', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  const photo = jpeg('яма');
  const appeal = { ...POTHOLE, title: 'Яма из черновика' };
  await fillWhat(page, appeal);
  await next(page);
  await fillDetails(page, appeal);
  await next(page);
  await page.locator('#files').setInputFiles([photo]);
  await uploaded(page, photo.name);

  const again = await reopen(page, FORM);
  await kept(again).waitFor();
  assert.equal(await again.locator('#title').inputValue(), appeal.title);
  assert.equal((await again.locator('#text').inputValue()).replaceAll('\r', ''), appeal.text);
  assert.ok(await again.locator('input[name="type"][value="complaint"]').isChecked());
  assert.equal(await again.locator('#region').inputValue(), '62');
  assert.equal(await again.locator('#fields-address').inputValue(), appeal.fields.address);
  await fillSteps(again, appeal, () => uploaded(again, photo.name));
  await again.locator('[data-send]').click();
  const { number } = await receipt(again);
  assert.deepEqual(await stage.staff.file(number, photo.name), photo.buffer);
  assert.equal(await draft(again), null);
  await again.goto(FORM);
  await step(again, 'what').waitFor();
  assert.equal(await again.locator('#title').inputValue(), '');
  assert.equal(await kept(again).count(), 0);
});

scene('The choice of a topic offers the draft, and «start over» forgets it', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  await page.locator('#title').fill('Яма, о которой не дописали');
  const again = await reopen(page, '/submit');
  await again.getByText('Яма, о которой не дописали').waitFor();
  await again.getByRole('link', { name: 'Продолжить' }).click();
  await kept(again).waitFor();
  assert.equal(await again.locator('#title').inputValue(), 'Яма, о которой не дописали');
  await again.getByRole('button', { name: 'Начать заново' }).click();
  await again.waitForURL(/\/submit$/);
  await again.goto(FORM);
  await step(again, 'what').waitFor();
  assert.equal(await again.locator('#title').inputValue(), '');
  assert.equal(await draft(again), null);
});

scene('A change of topic keeps what was typed', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  await fillWhat(page);
  await page.getByRole('link', { name: 'Изменить тему' }).click();
  // The script's field: the list that it takes the place of has the same role.
  const box = page.locator('input[role="combobox"]');
  assert.equal(await box.inputValue(), 'Ямы и покрытие дороги');
  await box.fill('светофор');
  await page.getByRole('option', { name: 'Светофоры' }).click();
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.waitForURL(/category=roads\.traffic_lights/);
  await kept(page).waitFor();
  assert.equal(await page.locator('#title').inputValue(), POTHOLE.title);
});

scene('«Correct» on the preview brings back all that was typed, files too', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  const photo = jpeg('яма');
  await fillSteps(page, POTHOLE, async () => {
    await page.locator('#files').setInputFiles([photo]);
    await uploaded(page, photo.name);
  });
  await page.getByRole('button', { name: 'Предпросмотр' }).click();
  await page.getByRole('button', { name: 'Исправить' }).click();
  await page.locator('#appeal:not([data-preview])').waitFor();
  assert.equal(await page.locator('#title').inputValue(), POTHOLE.title);
  assert.equal(await page.locator('#applicant-phone').inputValue(), POTHOLE.phone);
  await file(page, photo.name).waitFor({ state: 'attached' });
});

scene('An access code is never kept with the draft', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  await fillSteps(page);
  await page.locator('[data-send]').click();
  const { code } = await receipt(page);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.ok(!stored.includes(code), stored);
});
