// The receipt: what a person has to keep.

import assert from 'node:assert/strict';

import { sendWithoutScripts } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const REFUSED = [/status of 4(04|22)/];

scene('A receipt can be reloaded and bookmarked on the device that sent the appeal', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false });
  const first = await sendWithoutScripts(page);
  await page.reload();
  assert.equal(await page.locator('#number').textContent(), first.number);
  const later = await page.context().newPage();
  await later.goto(`/receipt/${first.number}`);
  assert.equal(await later.locator('#number').textContent(), first.number);
  await later.getByRole('link', { name: 'Открыть обращение' }).click();
  await later.waitForURL(/\/status\//);
});

scene('Elsewhere a receipt asks for the code, and any wrong one gets the same words', async (stage) => {
  const owner = await stage.person({ javaScriptEnabled: false });
  const appeal = await sendWithoutScripts(owner);
  const other = await stage.staff.register();
  const page = await stage.person({ expects: REFUSED });
  await page.goto(`/receipt/${appeal.number}`);
  assert.equal(await page.locator('#number').inputValue(), appeal.number);
  assert.ok(!(await page.content()).includes(appeal.code));

  const said = new Set();
  for (const [number, code] of [
    [appeal.number, other.code],
    [appeal.number, 'AAAA-AAAA-AAAA'],
    ['2026-9999999-0', appeal.code],
    ["' OR 1=1 --", appeal.code],
  ]) {
    await page.goto(`/receipt/${appeal.number}`);
    await page.locator('#number').fill(number);
    await page.locator('#access_code').fill(code);
    await page.locator('main form button').click();
    await page.locator('#errors').waitFor();
    said.add(await page.locator('#errors').innerText());
    assert.ok(!(await page.content()).includes(appeal.code) || code === appeal.code);
  }
  assert.equal(said.size, 1, [...said].join('\n'));

  // Nothing typed is no guess: what is missing is told.
  await page.goto(`/receipt/${appeal.number}`);
  await page.locator('main form button').click();
  await page.locator('#errors').getByText('Укажите номер обращения и код доступа').waitFor();

  await page.goto(`/receipt/${appeal.number}`);
  await page.locator('#access_code').fill(appeal.code);
  await page.locator('main form button').click();
  await page.waitForURL(/\/receipt\//);
  await page.getByRole('heading', { name: 'Обращение зарегистрировано' }).waitFor();
  assert.equal(await page.locator('#number').textContent(), appeal.number);
});

scene('Another’s appeal, an unknown one and a broken number look the same', async (stage) => {
  const appeal = await stage.staff.register();
  const seen = new Set();
  for (const number of [appeal.number, '2026-9999999-0']) {
    const page = await stage.person({ expects: REFUSED });
    await page.goto(`/status/${number}`);
    seen.add((await page.getByRole('main').innerText()).replaceAll(number, ''));
  }
  assert.equal(seen.size, 1, [...seen].join('\n---\n'));
});
