// The same way with scripts off: plain forms, plain pages, the files inside the form.

import assert from 'node:assert/strict';

import { docx, jpeg, pdf } from './support/files.mjs';
import { badge, fillApplicant, fillDetails, fillWhat, lookUp, receipt, step } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();

const BENEFIT = {
  category: 'social.child_benefits',
  title: 'Не назначили пособие на второго ребёнка',
  text: 'Подали документы в сентябре, пособие не назначено, ответа нет. Прошу проверить.',
  fields: { benefit: 'Ежемесячное пособие' },
  last: "О'Хара-Иванова",
  first: 'Анна',
  phone: '8 (912) 345-67-89',
  born: '31.05.1990',
  snils: '112-233-445 95',
};
const PLAIN = { javaScriptEnabled: false };
// The console tells of an answer that is not 200; it is the page with what is wrong.
const REFUSED = [/status of 422/];

const certificate = pdf('свидетельство');
const photo = jpeg('справка');

async function openForm(page) {
  await page.goto('/');
  await page.getByRole('main').getByRole('link', { name: 'Подать обращение' }).click();
  await page.locator('select[name="category"]').selectOption(BENEFIT.category);
  await page.getByRole('button', { name: 'Продолжить' }).click();
}

async function values(page) {
  const read = (id) => page.locator(id).inputValue();
  return [await read('#title'), (await read('#text')).replaceAll('\r', ''), await read('#applicant-last_name'), await read('#fields-benefit')];
}

scene('Without scripts an appeal with files goes from the form to a rated answer', async (stage) => {
  const page = await stage.person({ ...PLAIN, expects: REFUSED });
  await openForm(page);
  assert.ok(await step(page, 'applicant').isVisible(), 'the whole form is there');
  await fillWhat(page, BENEFIT);
  await fillDetails(page, BENEFIT);
  await fillApplicant(page, BENEFIT);
  // One thing is wrong, and the files come with it.
  await page.locator('#applicant-phone').fill('912');
  await page.locator('.upload[data-upload="birth_certificate"] input').setInputFiles([certificate]);
  await page.locator('.upload[data-upload=""] input').setInputFiles([photo, docx('заявление')]);
  await page.locator('[data-send]').click();

  const errors = page.locator('#errors');
  await errors.waitFor();
  assert.match(await page.title(), /^Ошибка: /);
  const links = errors.getByRole('link');
  assert.equal(await links.count(), 1, await errors.innerText());
  assert.equal(await links.getAttribute('href'), '#applicant-phone');
  await links.click();
  assert.match(page.url(), /#applicant-phone$/);
  const wrong = page.locator('#applicant-phone');
  assert.equal(await wrong.inputValue(), '912');
  assert.equal(await wrong.getAttribute('aria-invalid'), 'true');
  assert.match(await wrong.getAttribute('aria-describedby'), /applicant-phone-error/);
  assert.deepEqual(await values(page), [BENEFIT.title, BENEFIT.text, BENEFIT.last, BENEFIT.fields.benefit]);
  const kept = page.locator('.upload .files .file-name');
  assert.deepEqual((await kept.allTextContents()).sort(), [certificate.name, photo.name, 'заявление.docx'].sort());
  assert.deepEqual(await stage.staff.titled(BENEFIT.title), [], 'what is wrong registers nothing');

  // Put right; one file is not wanted any more.
  await wrong.fill(BENEFIT.phone);
  await page.locator('.files li', { hasText: 'заявление.docx' }).locator('[name="attachments_remove"]').check();
  await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
  await page.getByRole('heading', { name: 'Проверьте обращение' }).waitFor();
  const preview = await page.getByRole('main').innerText();
  for (const shown of [BENEFIT.title, BENEFIT.last, BENEFIT.fields.benefit, certificate.name, photo.name]) {
    assert.ok(preview.includes(shown), `the preview shows ${shown}`);
  }
  assert.ok(!preview.includes('заявление.docx'), 'what was removed is not sent');

  // Back to the form, one more word, and again.
  await page.getByRole('button', { name: 'Исправить' }).click();
  assert.deepEqual(await values(page), [BENEFIT.title, BENEFIT.text, BENEFIT.last, BENEFIT.fields.benefit]);
  assert.deepEqual((await kept.allTextContents()).sort(), [certificate.name, photo.name].sort());
  const title = `${BENEFIT.title}, повторно прошу`;
  await page.locator('#title').fill(title);
  await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
  await page.getByRole('button', { name: 'Отправить' }).click();

  const appeal = await receipt(page);
  for (const one of [certificate, photo]) {
    assert.deepEqual(await stage.staff.file(appeal.number, one.name), one.buffer, `${one.name} came whole`);
  }
  const card = await stage.staff.card(appeal.number);
  assert.equal(card.title, title);
  assert.equal(card.attachments.length, 2);

  await stage.staff.move(appeal.number, 'in_progress');
  await stage.staff.move(appeal.number, 'approved', 'Пособие назначено с сентября.');
  const elsewhere = await stage.person({ ...PLAIN, expects: REFUSED });
  await lookUp(elsewhere, appeal);
  assert.equal(await badge(elsewhere).textContent(), 'Согласовано');
  await elsewhere.getByText('Пособие назначено с сентября.').first().waitFor();
  await elsewhere.getByRole('button', { name: 'Поставить оценку' }).click();
  await elsewhere.locator('#errors').waitFor();
  await elsewhere.locator('input[name="score"][value="4"]').check({ force: true });
  await elsewhere.locator('#rating-comment').fill('Долго, но справедливо');
  await elsewhere.getByRole('button', { name: 'Поставить оценку' }).click();
  await elsewhere.getByRole('heading', { name: 'Ваша оценка' }).waitFor();
  assert.equal((await stage.staff.card(appeal.number)).rating.score, 4);
});

scene('Without scripts every fault is named at once, beside its field and in the summary', async (stage) => {
  const page = await stage.person({ ...PLAIN, expects: REFUSED });
  await openForm(page);
  await page.locator('#text').fill('Коротко');
  await page.locator('#applicant-email').fill('anna@@example');
  await page.locator('#applicant-snils').fill('112-233-445 96');
  await page.locator('[data-send]').click();
  await page.locator('#errors').waitFor();
  const targets = await page.locator('#errors a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const id of ['type', 'title', 'text', 'fields-benefit', 'applicant-last_name', 'applicant-first_name', 'applicant-email', 'applicant-snils']) {
    assert.ok(targets.includes(`#${id}`), `the summary leads to ${id}: ${targets}`);
  }
  for (const target of targets) {
    assert.equal(await page.locator(`[id="${target.slice(1)}"]`).count(), 1, `${target} is on the page`);
    assert.equal(await page.locator('.field.wrong', { has: page.locator(`[id="${target.slice(1)}"]`) }).count(), 1, `${target} is marked`);
  }
  assert.ok(targets.some((target) => /birth_certificate/.test(target)), 'the missing document is named');
  assert.equal(await page.locator('#text').inputValue(), 'Коротко');
});

scene('Without scripts a file that lies about its kind is refused, and the good one kept', async (stage) => {
  const page = await stage.person({ ...PLAIN, expects: REFUSED });
  await openForm(page);
  await fillWhat(page, { ...BENEFIT, title: 'Пособие: подделка' });
  await fillDetails(page, BENEFIT);
  await fillApplicant(page, BENEFIT);
  await page.locator('.upload[data-upload="birth_certificate"] input').setInputFiles([certificate]);
  await page.locator('.upload[data-upload=""] input').setInputFiles([
    { name: 'фото.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ это не картинка') },
  ]);
  await page.locator('[data-send]').click();
  await page.locator('#errors').waitFor();
  assert.match(await page.locator('#errors').innerText(), /фото\.jpg/);
  assert.deepEqual(await page.locator('.upload .files .file-name').allTextContents(), [certificate.name]);
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  assert.equal((await stage.staff.card(number)).attachments.length, 1);
});

scene('Without scripts an anonymous appeal keeps nobody’s name', async (stage) => {
  const page = await stage.person(PLAIN);
  await page.goto('/submit?category=roads.surface');
  await fillWhat(page, { title: 'Яма без имени', text: 'Глубокая яма у дома 7 по улице Мира.' });
  await fillDetails(page, { fields: { address: 'ул. Мира, 7' } });
  await page.locator('#anonymous').check();
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  const card = await stage.staff.card(number);
  assert.equal(card.anonymous, true);
  assert.ok(!card.applicant, JSON.stringify(card.applicant));
});

scene('A double click on «send» without scripts makes one appeal', async (stage) => {
  const page = await stage.person(PLAIN);
  await page.goto('/submit?category=roads.surface');
  const title = 'Яма, о которой сообщили двойным нажатием';
  await fillWhat(page, { title, text: 'Глубокая яма у дома 9 по улице Мира.' });
  await fillDetails(page, { fields: { address: 'ул. Мира, 9' } });
  await page.locator('#anonymous').check();
  await page.locator('[data-send]').dblclick();
  const { number } = await receipt(page);
  assert.deepEqual((await stage.staff.titled(title)).map((one) => one.number), [number]);
});

scene('Going back without scripts and sending once more makes no second appeal', async (stage) => {
  const page = await stage.person(PLAIN);
  await page.goto('/submit?category=roads.surface');
  const title = 'Яма, о которой сообщили, вернувшись назад';
  await fillWhat(page, { title, text: 'Глубокая яма у дома 11 по улице Мира.' });
  await fillDetails(page, { fields: { address: 'ул. Мира, 11' } });
  await page.locator('#anonymous').check();
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  await page.goBack();
  await page.locator('[data-send]').click();
  assert.equal((await receipt(page)).number, number);
  assert.deepEqual((await stage.staff.titled(title)).map((one) => one.number), [number]);
});
