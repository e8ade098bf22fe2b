// The demonstration: one press, and one is somebody with something to do.

import assert from 'node:assert/strict';

import { ALL, checkAccess } from './support/axe.mjs';
import { PHONE, stage } from './support/stage.mjs';

const scene = stage({ demo: 'true' });

const PEOPLE = [
  ['Войти заявителем', '/cabinet'],
  ['Войти оператором', '/desk'],
  ['Войти руководителем', '/desk'],
  ['Войти главой ведомства', '/desk/objections'],
  ['Войти администратором', '/desk/admin/categories'],
];

for (const [name, options] of [['with scripts', {}], ['without scripts', { javaScriptEnabled: false }]]) {
  scene(`One enters as each of five people by one press, ${name}, and every page says what it is`, async (stage) => {
    // The page that is not there.
    const page = await stage.person({ ...options, expects: [/status of 404/] });
    await page.goto('/');
    await page.getByText('Демонстрация.').waitFor();
    for (const [button, place] of PEOPLE) {
      await page.getByRole('link', { name: 'Сменить роль' }).click();
      await page.getByRole('button', { name: button }).click();
      await page.waitForURL((url) => url.pathname === place);
      await page.getByText('Демонстрация.').waitFor();
      assert.equal(await page.getByRole('link', { name: 'Сменить роль' }).count(), 1);
    }
    await page.goto('/nowhere');
    await page.getByText('Демонстрация.').waitFor();
  });
}

scene('The page of the demonstration reads well for everybody', async (stage) => {
  for (const locale of ['ru-RU', 'en-GB']) {
    const page = await stage.person({ locale, viewport: PHONE });
    await page.goto('/demo');
    assert.equal(await page.getByRole('button').count(), PEOPLE.length);
    await checkAccess(page, `the demonstration, ${locale}`, ALL);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  }
});
