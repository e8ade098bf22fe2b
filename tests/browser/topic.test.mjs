// Finding a topic by one's own words: offered while one writes, and by a button where scripts are off.

import assert from 'node:assert/strict';

import { POTHOLE, fillApplicant, fillDetails, receipt, step } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const COLD = 'В квартире третий день холодные батареи, отопление не работает, температура 14 градусов';
const HOLE = 'Глубокая яма на дороге напротив дома 5, асфальт провалился, машины объезжают её по тротуару.';
const offered = (page) => page.locator('button[name="use_category"]');
const chosen = (page) => page.locator('#appeal input[name="category"]').inputValue();

scene('While one writes, the likeliest topics are offered, and one press leads to the form with the text', async (stage) => {
  for (const [locale, text, name] of [
    ['ru-RU', COLD, /отоплени/i],
    ['en-US', 'The radiators are cold, there is no heating in our flat for three days', /heating/i],
  ]) {
    const page = await stage.person({ locale });
    const asked = [];
    page.on('request', (request) => request.url().includes('/suggest') && asked.push(request.method()));
    await page.goto('/submit');
    assert.equal(await offered(page).count(), 0);
    assert.ok(await page.locator('button[name="suggest"]').isHidden(), 'there is nothing to press');
    await page.locator('#text').pressSequentially(text);
    await offered(page).first().waitFor();
    assert.ok((await offered(page).count()) <= 3);
    assert.ok(asked.length < 5, `one question a pause, not one a letter: ${asked.length}`);
    // It is announced, and the focus stays where one writes.
    const spoken = page.locator('[data-suggest] [role="status"]');
    assert.match(await spoken.innerText(), name);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'text');
    await offered(page).filter({ hasText: name }).first().click();
    await step(page, 'what').waitFor();
    assert.equal(await chosen(page), 'housing.heating');
    assert.equal(await page.locator('#text').inputValue(), text);
    assert.match(page.url(), /\/submit$/, 'what people write is in no address');
  }
});

scene('A topic that a person has chosen is not questioned, and the text goes with it', async (stage) => {
  const page = await stage.person();
  await page.goto('/submit');
  await page.locator('#text').fill(COLD);
  await offered(page).first().waitFor();
  const box = page.getByRole('combobox');
  await box.fill('лифт');
  await page.getByRole('option', { name: /лифт/i }).first().click();
  assert.equal(await offered(page).count(), 0);
  const asked = [];
  page.on('request', (request) => request.url().includes('/suggest') && asked.push(request.url()));
  await page.locator('#text').pressSequentially(' и лифт стоит');
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await step(page, 'what').waitFor();
  assert.equal(await chosen(page), 'housing.lift');
  assert.equal(await page.locator('#text').inputValue(), `${COLD} и лифт стоит`);
  assert.deepEqual(asked, []);
});

scene('Words that tell nothing are answered so, and without a network the list still works', async (stage) => {
  const page = await stage.person({ expects: [/Failed to load resource/] });
  await page.goto('/submit');
  await page.locator('#text').fill('ыыы фффф ццццц щщщщ');
  await page.getByText('Пока тему не угадать').waitFor();
  await page.route('**/categories/suggest', (route) => route.abort());
  await page.locator('#text').fill(COLD);
  const box = page.getByRole('combobox');
  await box.fill('отопление');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await step(page, 'what').waitFor();
  assert.equal(await chosen(page), 'housing.heating');
});

scene('Without scripts a button asks, and an appeal found by its words is sent', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false });
  await page.goto('/submit');
  await page.locator('#text').fill(HOLE);
  await page.getByRole('button', { name: 'Подсказать тему' }).click();
  assert.equal(await page.locator('#text').inputValue(), HOLE);
  assert.ok((await offered(page).count()) >= 1);
  await offered(page).filter({ hasText: 'Ямы и покрытие дороги' }).click();
  assert.equal(await chosen(page), 'roads.surface');
  assert.equal(await page.locator('#text').inputValue(), HOLE);
  await page.locator('input[name="type"][value="complaint"]').check();
  await page.locator('#region').selectOption('62');
  await page.locator('#title').fill('Яма у дома 5');
  await fillDetails(page, POTHOLE);
  await fillApplicant(page, POTHOLE);
  await page.locator('[data-send]').click();
  await receipt(page);
});

scene('The preview offers a topic that fits better, with scripts and without; the text stays', async (stage) => {
  for (const options of [{}, { javaScriptEnabled: false }]) {
    const page = await stage.person(options);
    // Written without a choice of scripts: all parts of the form are on one page where they are off.
    const plain = options.javaScriptEnabled === false;
    await page.goto('/submit?category=roads.surface');
    const next = async () => !plain && page.getByRole('button', { name: 'Дальше' }).click();
    await page.locator('input[name="type"][value="complaint"]').check();
    await page.locator('#region').selectOption('62');
    await page.locator('#title').fill('Холодные батареи');
    await page.locator('#text').fill(COLD);
    await next();
    await fillDetails(page, POTHOLE);
    await next();
    await next();
    await fillApplicant(page, POTHOLE);
    await next();
    await page.getByRole('button', { name: 'Предпросмотр' }).click();
    const offer = page.getByText('По тексту похоже на тему');
    await offer.waitFor();
    assert.match(await offer.innerText(), /отоплени.*Решаете вы/);
    await page.getByRole('button', { name: 'Сменить тему' }).click();
    await page.locator('#appeal:not([data-preview])').waitFor();
    assert.equal(await chosen(page), 'housing.heating');
    assert.equal(await page.locator('#text').inputValue(), COLD);
    assert.equal(await page.locator('#applicant-last_name').inputValue(), POTHOLE.last);
  }
});
