// Signing in with an electronic signature, as the page does it. That right signatures are taken is tested where
// they can be made (tests/it/owned/signature.rs).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { stage } from './support/stage.mjs';

const VECTORS = fileURLToPath(new URL('../../crates/auth/src/signature/tests/vectors/', import.meta.url));
const scene = stage({ signature_roots: await readFile(`${VECTORS}root.pem`, 'utf8') });

scene('The page gives a text to sign, takes the file, and says what is wrong with it', async (stage) => {
  const page = await stage.person({ expects: [/status of 401/] });
  await page.goto('/sign-in');
  await page.getByText('Войти с электронной подписью').click();
  const link = page.getByRole('link', { name: 'Сохранить файл для подписи' });
  const saved = page.waitForEvent('download');
  await link.click();
  const text = await readFile(await (await saved).path(), 'utf8');
  assert.ok(text.startsWith(`Otklik sign-in at ${stage.server.url}, challenge `), text);
  assert.equal(await page.locator('[data-signature-box] code').textContent(), text);

  const send = page.locator('[data-signature-box] button');
  const said = page.locator('[data-signature-box] [role=status]');
  await send.click();
  await said.getByText('Выберите файл подписи.').waitFor();
  for (const [file, answer] of [
    ['make.sh', 'Это не файл подписи.'],
    ['p256.p7s', 'Подписано что-то другое.'],
    ['sha1.p7s', 'Такой алгоритм подписи не поддерживается.'],
  ]) {
    await page.getByLabel('Файл подписи').setInputFiles(`${VECTORS}${file}`);
    await send.click();
    await said.getByText(answer).waitFor();
  }
});
