// Each page by itself: its width, its language, its themes, its look on paper.

import assert from 'node:assert/strict';

import { pdf } from './support/files.mjs';
import { POTHOLE, receipt } from './support/form.mjs';
import { stage } from './support/stage.mjs';
import { WORDS, insideTour, settle, tour } from './support/tour.mjs';

const scene = stage();
const EXPECTED = [/status of 4(01|04|22)/];
const NARROW = { width: 320, height: 640 };

// What people wrote stays as they wrote it.
const WRITTEN = [
  ...Object.values(WORDS),
  POTHOLE.title,
  ...POTHOLE.text.split('\n'),
  POTHOLE.fields.address,
  POTHOLE.last,
  POTHOLE.first,
  'НЕТ-ТАКОГО',
];
const ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'data-required', 'data-format-text', 'data-label', 'label'];

// The texts of a page that a reader of Latin letters can't read, without what people wrote and the
// switch to Russian.
const cyrillic = (page) =>
  page.evaluate(
    ({ written, attributes }) => {
      const texts = [document.title];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { parentElement, data } = walker.currentNode;
        if (!parentElement.closest('[lang="ru"], script')) texts.push(data);
      }
      for (const name of attributes) {
        for (const one of document.querySelectorAll(`[${name}]`)) texts.push(one.getAttribute(name));
      }
      return texts
        .map((text) => written.reduce((rest, piece) => rest.replaceAll(piece, ''), text).trim())
        .filter((text) => /[а-яё]/i.test(text));
    },
    { written: WRITTEN.sort((one, other) => other.length - one.length), attributes: ATTRIBUTES },
  );

// What sticks out of the screen to the right, if the page can be scrolled there.
const sticksOut = (page) =>
  page.evaluate(() => {
    if (document.documentElement.scrollWidth <= innerWidth) return [];
    return [...document.body.querySelectorAll('*')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5)
      .map((one) => `${one.tagName}.${one.className}`);
  });

scene('No page scrolls sideways on a screen of 320 pixels', async (stage, t) => {
  const appeals = await settle(stage.staff);
  const page = await stage.person({ viewport: NARROW, expects: EXPECTED });
  await page.goto('/');
  const inside = await stage.person({ viewport: NARROW, expects: EXPECTED });
  const own = await insideTour(inside, stage.server);
  for (const { name, open, page: it = page } of [...tour(appeals), ...own.map((stop) => ({ ...stop, page: inside }))]) {
    await t.test(name, async () => {
      await open(it);
      assert.deepEqual(await sticksOut(it), []);
    });
  }
});

scene('Without scripts, and with words and names that have no end, nothing scrolls sideways either', async (stage) => {
  const endless = 'Ж'.repeat(140);
  const page = await stage.person({ viewport: NARROW, javaScriptEnabled: false, expects: EXPECTED });
  await page.goto('/submit?category=roads.surface');
  assert.deepEqual(await sticksOut(page), [], 'the form');
  await page.locator('input[name="type"]').first().check();
  await page.locator('#title').fill(`Яма ${endless}`);
  await page.locator('#text').fill(`Глубокая яма у дома номер пять. ${endless}${endless}`);
  await page.locator('#fields-address').fill(endless);
  await page.locator('#files').setInputFiles([pdf(endless.slice(0, 90))]);
  await page.locator('[data-send]').click();
  await page.locator('#errors').waitFor();
  assert.deepEqual(await sticksOut(page), [], 'the form with errors');
  await page.locator('#anonymous').check();
  await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
  await page.locator('#appeal[data-preview]').waitFor();
  assert.deepEqual(await sticksOut(page), [], 'the preview');
  await page.locator('[data-send]').click();
  const { number } = await receipt(page);
  assert.deepEqual(await sticksOut(page), [], 'the receipt');
  await stage.staff.move(number, 'rejected', endless);
  await page.goto(`/status/${number}`);
  assert.deepEqual(await sticksOut(page), [], 'the card');
});

scene('An English page has no Russian words but those that people wrote', async (stage, t) => {
  const appeals = await settle(stage.staff);
  const russian = await stage.person();
  await russian.goto('/');
  assert.notDeepEqual(await cyrillic(russian), [], 'a Russian page has them');
  const page = await stage.person({ locale: 'en-GB', expects: EXPECTED });
  await page.goto('/');
  const inside = await stage.person({ locale: 'en-GB', expects: EXPECTED });
  const own = await insideTour(inside, stage.server);
  for (const { name, open, page: it = page } of [...tour(appeals), ...own.map((stop) => ({ ...stop, page: inside }))]) {
    await t.test(name, async () => {
      await open(it);
      assert.equal(await it.locator('html').getAttribute('lang'), 'en');
      assert.deepEqual(await cyrillic(it), []);
    });
  }
});

scene('The language switch keeps the place, and the choice lasts', async (stage) => {
  const appeal = await stage.staff.register();
  const page = await stage.person();
  for (const path of ['/', '/submit?category=roads.surface', '/status', '/developers', '/submit']) {
    await page.goto(path);
    assert.equal(await page.locator('html').getAttribute('lang'), 'ru', path);
    await page.getByRole('link', { name: 'English' }).click();
    await page.waitForURL(/lang=en/);
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', path);
    const [here, there] = [new URL(page.url()), new URL(path, page.url())];
    assert.equal(here.pathname, there.pathname);
    assert.equal(here.searchParams.get('category'), there.searchParams.get('category'));
    await page.goto('/');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en', 'the choice lasts');
    await page.getByRole('link', { name: 'Русский' }).click();
    await page.waitForURL(/lang=ru/);
  }
  await page.goto('/status');
  await page.locator('#number').fill(appeal.number);
  await page.locator('#access_code').fill(appeal.code);
  await page.locator('main form button').click();
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL(/lang=en/);
  assert.equal(await page.locator('.badge').textContent(), 'Created');
});

const background = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const lightness = (colour) => colour.match(/\d+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0) / 3;

scene('A page is dark for whoever asks for dark', async (stage) => {
  const page = await stage.person({ colorScheme: 'light' });
  await page.goto('/');
  const light = await background(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await background(page);
  assert.ok(lightness(light) > 200 && lightness(dark) < 60, `${light}, ${dark}`);
});

scene('Paper carries the number and the code, and no navigation', async (stage) => {
  const page = await stage.person({ colorScheme: 'dark' });
  await page.goto('/');
  const appeals = await settle(stage.staff);
  await tour(appeals).find(({ name }) => name === 'receipt').open(page);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('#number').isVisible());
  assert.ok(await page.locator('#code').isVisible());
  assert.ok(await page.locator('header nav').isHidden());
  assert.ok(await page.locator('[data-copy="code"]').isHidden());
  const paper = await background(page);
  assert.ok(/rgba\(0, 0, 0, 0\)/.test(paper) || lightness(paper) > 250, `ink is not spent on ${paper}`);
  const sheet = await page.pdf({ format: 'A4' });
  assert.equal(sheet.subarray(0, 5).toString(), '%PDF-');
});
