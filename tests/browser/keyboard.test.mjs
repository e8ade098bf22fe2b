// Nothing but Tab, arrows, Enter, Space and letters.

import assert from 'node:assert/strict';

import { pdf } from './support/files.mjs';
import { POTHOLE, badge, receipt, uploaded } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();

// More than there are stops on any page.
const STOPS = 60;

const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    return {
      id: it.id,
      name: it.getAttribute('name') ?? '',
      text: it.textContent.trim().replaceAll(/\s+/g, ' ').slice(0, 80),
      tag: it.tagName,
      visible: outlined || style.boxShadow !== 'none' || it.closest('.star, .stars label, .choice') !== null,
      seen: box.bottom > 0 && box.top < innerHeight,
    };
  });

// Goes on with Tab until it stands on what is wanted; every stop on the way must show that it has the focus.
async function tabTo(page, wanted, what) {
  const passed = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here.tag === 'BODY') continue;
    assert.ok(here.visible, `the focus shows on ${JSON.stringify(here)}`);
    assert.ok(here.seen, `the focus is on the screen: ${JSON.stringify(here)}`);
    if (wanted(here)) return here;
    passed.push(here.id || here.text);
  }
  throw new Error(`Tab never comes to ${what}: ${passed.join(' | ')}`);
}

const toId = (page, id) => tabTo(page, (here) => here.id === id, id);
const toText = (page, text) => tabTo(page, (here) => here.text.startsWith(text), text);

async function type(page, id, text) {
  await toId(page, id);
  await page.keyboard.type(text);
}

scene('The whole form is filled in and sent with the keyboard alone', async (stage) => {
  const page = await stage.person();
  await page.goto('/');
  const skip = await toText(page, 'К содержанию');
  assert.equal(skip.tag, 'A', 'the first stop skips to the content');
  await page.keyboard.press('Enter');
  await toText(page, 'Подать обращение');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/submit/);

  await toId(page, 'category');
  await page.keyboard.type('яма');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#category').inputValue(), 'Ямы и покрытие дороги');
  await toText(page, 'Продолжить');
  await page.keyboard.press('Enter');
  await page.waitForURL(/category=roads\.surface/);

  // «Next» over what is missing: the summary takes the focus and leads to the field.
  await toText(page, 'Дальше');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement?.id === 'errors');
  assert.match(await page.title(), /^Ошибка: /);
  const first = page.locator('#errors a').first();
  const link = await tabTo(page, () => true, 'any stop');
  assert.equal(link.text, await first.textContent(), 'the first stop after the summary is its first link');
  const target = (await first.getAttribute('href')).slice(1);
  await page.keyboard.press('Enter');
  await page.waitForFunction((id) => document.activeElement?.id === id, target);
  assert.equal(target, 'type');

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  assert.ok(await page.locator('input[name="type"][value="complaint"]').isChecked());
  await toId(page, 'region');
  await page.keyboard.press('End');
  const region = await page.locator('#region').inputValue();
  assert.notEqual(region, '');
  await type(page, 'title', POTHOLE.title);
  await type(page, 'text', POTHOLE.text);
  await toText(page, 'Дальше');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#step-details/);
  await type(page, 'fields-address', POTHOLE.fields.address);
  // Enter in a line goes on, it does not send.
  await page.keyboard.press('Enter');
  await page.waitForURL(/#step-files/);

  const document = pdf('схема');
  // Listened for from before the way there: the browser may take a key before it is told to report choosers.
  const picker = page.waitForEvent('filechooser');
  await toId(page, 'files');
  await page.keyboard.press('Enter');
  await (await picker).setFiles([document]);
  await uploaded(page, document.name);
  await toText(page, 'Дальше');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#step-applicant/);
  await type(page, 'applicant-last_name', POTHOLE.last);
  await type(page, 'applicant-first_name', POTHOLE.first);
  await type(page, 'applicant-phone', POTHOLE.phone);
  await toText(page, 'Дальше');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#step-send/);
  await toText(page, 'Отправить');
  await page.keyboard.press('Enter');

  const appeal = await receipt(page);
  assert.equal((await stage.staff.card(appeal.number)).region, region);
  assert.deepEqual(await stage.staff.file(appeal.number, document.name), document.buffer);
  await toText(page, 'Открыть обращение');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/status\//);
  assert.equal(await badge(page).textContent(), 'Создан');
});

scene('An answer is rated with the keyboard alone', async (stage) => {
  const appeal = await stage.staff.register();
  await stage.staff.move(appeal.number, 'in_progress');
  await stage.staff.move(appeal.number, 'approved', 'Яма заделана.');
  const page = await stage.person();
  await page.goto('/status');
  await type(page, 'number', appeal.number);
  // Lower case and spaces, as people type.
  await type(page, 'access_code', appeal.code.toLowerCase().replaceAll('-', ' '));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/status\/\d/);
  await tabTo(page, (here) => here.name === 'score', 'the stars');
  await page.keyboard.press('Space');
  for (let star = 0; star < 2; star += 1) await page.keyboard.press('ArrowRight');
  const score = Number(await page.locator('input[name="score"]:checked').inputValue());
  await type(page, 'rating-comment', 'Хорошо');
  await toText(page, 'Поставить оценку');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Ваша оценка' }).waitFor();
  assert.equal((await stage.staff.card(appeal.number)).rating.score, score);
});

scene('The list of topics keeps to the pattern of a combobox', async (stage) => {
  const page = await stage.person();
  await page.goto('/submit');
  const box = page.getByRole('combobox');
  await box.focus();
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  await page.keyboard.press('ArrowDown');
  assert.equal(await box.getAttribute('aria-expanded'), 'true');
  const active = await box.getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute('aria-selected'), 'true');
  await page.keyboard.press('Escape');
  assert.equal(await box.getAttribute('aria-expanded'), 'false');
  assert.equal(await box.getAttribute('aria-activedescendant'), null);
  await page.keyboard.type('такого нет');
  await page.getByText('Ничего не нашлось').waitFor();
  await page.keyboard.press('Enter');
  assert.match(page.url(), /\/submit$/, 'no topic, no form');
});
