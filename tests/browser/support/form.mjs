// What a person does with the form, the receipt and the card.

import assert from 'node:assert/strict';

// What an appeal about a pothole needs.
export const POTHOLE = {
  category: 'roads.surface',
  title: 'Яма на проезжей части у дома 5',
  text: 'Глубокая яма напротив дома 5 по улице Ленина.\nМашины объезжают её по тротуару.',
  fields: { address: 'Рязань, ул. Ленина, 5' },
  last: 'Иванова',
  first: 'Анна',
  phone: '+7 912 345-67-89',
};

export const step = (page, id) => page.locator(`#step-${id}`);

export const next = (page) => page.getByRole('button', { name: /^(Дальше|Next)$/ }).click();

export async function fillWhat(page, appeal = POTHOLE) {
  await page.locator('input[name="type"][value="complaint"]').check();
  await page.locator('#region').selectOption('62');
  await page.locator('#title').fill(appeal.title);
  await page.locator('#text').fill(appeal.text);
}

export async function fillDetails(page, appeal = POTHOLE) {
  for (const [code, value] of Object.entries(appeal.fields)) await page.locator(`#fields-${code}`).fill(value);
}

export async function fillApplicant(page, appeal = POTHOLE) {
  await page.locator('#applicant-last_name').fill(appeal.last);
  await page.locator('#applicant-first_name').fill(appeal.first);
  await page.locator('#applicant-phone').fill(appeal.phone);
  if (appeal.born) await page.locator('#applicant-birth_date').fill(appeal.born);
  if (appeal.snils) await page.locator('#applicant-snils').fill(appeal.snils);
}

// All steps with scripts, up to the last one.
export async function fillSteps(page, appeal = POTHOLE, files = async () => {}) {
  await fillWhat(page, appeal);
  await next(page);
  await fillDetails(page, appeal);
  await next(page);
  await files();
  await next(page);
  await fillApplicant(page, appeal);
  await next(page);
  await step(page, 'send').waitFor();
}

// Drops files on the zone of an upload, as if dragged from a folder.
export async function drop(page, slot, files) {
  const transfer = await page.evaluateHandle((list) => {
    const made = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      made.items.add(new File([bytes], name, { type: mimeType }));
    }
    return made;
  }, files.map(({ name, mimeType, buffer }) => ({ name, mimeType, base64: buffer.toString('base64') })));
  const zone = page.locator(`.upload[data-upload="${slot}"] .drop`);
  for (const kind of ['dragenter', 'dragover', 'drop']) await zone.dispatchEvent(kind, { dataTransfer: transfer });
}

export const file = (page, name) => page.locator('.upload li', { hasText: name });

export const uploaded = (page, name) => page.locator('.upload li[data-state="done"]', { hasText: name }).waitFor();

// What the receipt says.
export async function receipt(page) {
  // Waits for what is on the page, not for its navigation: of a double click's two the first is aborted.
  await page.locator('#code').waitFor();
  assert.match(page.url(), /\/receipt\//);
  const number = await page.locator('#number').textContent();
  const code = await page.locator('#code').textContent();
  assert.match(number, /^\d{4}-\d{7}-\d$/);
  assert.ok(code.length >= 12, `an access code: ${code}`);
  return { number, code };
}

// Opens a card by number and code.
export async function lookUp(page, { number, code }) {
  await page.goto('/status');
  await page.locator('#number').fill(number);
  await page.locator('#access_code').fill(code);
  await page.locator('main form button').click();
  await page.waitForURL(/\/status\/\d/);
}

export const badge = (page) => page.locator('#card .badge');

// Registers an appeal by the form as a browser without scripts shows it: whole, on one page.
export async function sendWithoutScripts(page, appeal = POTHOLE) {
  await page.goto(`/submit?category=${appeal.category}`);
  await fillWhat(page, appeal);
  await fillDetails(page, appeal);
  await fillApplicant(page, appeal);
  await page.locator('[data-send]').click();
  return receipt(page);
}
