// What people type and paste, in the form's own checks: the table `tests/typing.tsv`, which the server is held
// against as well. The page never complains of what the server takes, and counts as it does.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

import { step } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const FORM = '/submit?category=housing.hot_water';

const table = readFileSync(new URL('../typing.tsv', import.meta.url), 'utf8').trim().split('\n').slice(1);
const CASES = table.map((line) => {
  const [field, typed, kept, refused, why] = line.split('\t');
  return { field, typed: JSON.parse(typed), kept: kept && JSON.parse(kept), refused, why };
});

const idOf = (field) => ({ title: 'title', text: 'text', since: 'fields-since' })[field] ?? `applicant-${field}`;

// Puts a value into a control as a paste does, and leaves the control; gives what the page says of it.
const left = (page, id, value) =>
  page.evaluate(
    ({ id, value }) => {
      const control = document.getElementById(id);
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
      control.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      return {
        error: document.getElementById(`${id}-error`)?.textContent ?? '',
        count: document.getElementById(`${id}-count`)?.textContent ?? '',
        value: control.value,
      };
    },
    { id, value },
  );

scene('The page takes what the server takes, and counts what the server counts', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  await step(page, 'what').waitFor();
  const wrong = [];
  let seen = 0;
  for (const { field, typed, kept, refused, why } of CASES) {
    if (!(await page.locator(`#${idOf(field)}`).count())) continue;
    seen += 1;
    const found = await left(page, idOf(field), typed);
    if (!refused && found.error) wrong.push(`${field} ${JSON.stringify(typed)} (${why}): ${found.error}`);
    const isCounted = (field === 'title' || field === 'text') && !refused;
    if (isCounted && !found.count.includes(`Набрано ${[...kept].length} `)) {
      wrong.push(`${field} ${JSON.stringify(typed)} (${why}): ${found.count}, not ${[...kept].length}`);
    }
    // A wrong format is told at once, where a browser can know it.
    if (/^(phone|snils|inn|birth_date)_format$/.test(refused) && !typed.includes('\0') && !found.error) {
      wrong.push(`${field} ${JSON.stringify(typed)} (${why}): not a word`);
    }
  }
  assert.ok(seen > 100, `${seen} cases`);
  assert.deepEqual(wrong, []);
});

scene('Digits of a date are shown back as a date, and a short year is asked for', async (stage) => {
  const page = await stage.person();
  await page.goto(FORM);
  for (const id of ['fields-since', 'applicant-birth_date']) {
    assert.equal(await page.locator(`#${id}`).getAttribute('inputmode'), 'numeric');
    for (const typed of ['07111985', '7/11/1985', '07.11.1985 г.']) {
      assert.deepEqual(await left(page, id, typed), { error: '', count: '', value: '07.11.1985' });
    }
    const short = await left(page, id, '07.11.85');
    assert.equal(short.value, '07.11.85');
    assert.equal(short.error, 'Укажите год четырьмя цифрами: ДД.ММ.ГГГГ');
  }
});

scene('Without scripts the preview shows the date that eight digits mean', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false });
  await page.goto(FORM);
  await page.locator('input[name="type"][value="complaint"]').check();
  await page.locator('#title').fill('Не горят фонари у дома 5');
  await page.locator('#text').fill('Во дворе дома 5 третий день не горит ни один фонарь.');
  await page.locator('#fields-address').fill('ул. Ленина, 5');
  await page.locator('#fields-since').fill('09022025');
  await page.locator('#applicant-last_name').fill('Орлова');
  await page.locator('#applicant-first_name').fill('-');
  await page.locator('#applicant-email').fill('<vera@example.ru>,');
  await page.locator('#applicant-birth_date').fill('07111985');
  await page.locator('button[formaction="/api/v1/appeals/preview"]').click();
  const shown = await page.locator('main').innerText();
  for (const date of ['09.02.2025', '07.11.1985']) assert.ok(shown.includes(date), shown);
});
