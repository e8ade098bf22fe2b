// An answer begun with a template: the applicant's own braces stay theirs, and what is left to fill in is named
// where one writes.

import assert from 'node:assert/strict';

import { member } from './support/desk.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
// A refusal is a page of its own.
const REFUSED = [/status of 422/];
const TITLE = 'Верните {applicant} деньги {executor}';

scene('A template is filled in once, and its blanks are named until they are filled', async (stage) => {
  const appeal = await stage.staff.register({ title: TITLE });
  const executor = await member(stage, 'operator', { expects: REFUSED });
  await executor.goto(`/desk/appeals/${appeal.number}`);
  await executor.locator('[data-take]').click();
  await executor.locator('#draft').waitFor();
  const template = executor.locator('#templates-draft option', { hasText: 'Разъяснение' }).first();
  await executor.locator('#templates-draft').selectOption(await template.getAttribute('value'));
  const written = await executor.locator('#draft').inputValue();
  assert.ok(written.includes(`«${TITLE}»`), written);
  await executor.getByRole('button', { name: 'Сохранить версию' }).click();
  const left = executor.locator('#draft-left');
  await left.waitFor();
  assert.match(await left.innerText(), /незаполненные места заготовки: «.*….*»/);
  assert.equal(await executor.locator('#draft').getAttribute('aria-describedby'), 'draft-left');
  await executor.getByRole('button', { name: 'На утверждение' }).click();
  await executor.locator('#errors').waitFor();
  assert.match(await executor.locator('#errors').innerText(), /незаполненные места/);
  const kept = await executor.locator('#draft').inputValue();
  assert.ok(kept.includes(`«${TITLE}»`), kept);

  await executor.locator('#draft').fill(`${kept.replaceAll('…', 'вернём')} {fio}`);
  await executor.getByRole('button', { name: 'Сохранить версию' }).click();
  await executor.getByText('Есть незаполненные слова: {fio}').first().waitFor();
  await executor.locator('#draft').fill(kept.replaceAll('…', 'вернём'));
  await executor.getByRole('button', { name: 'Сохранить версию' }).click();
  await executor.getByText('Версия ответа сохранена').waitFor();
  assert.equal(await left.count(), 0);
  await executor.getByRole('button', { name: 'На утверждение' }).click();
  await executor.getByText('Ответ на утверждении').first().waitFor();

  const lead = await member(stage, 'supervisor', { first: 'Анна', last: 'Орлова' });
  await lead.goto(`/desk/appeals/${appeal.number}`);
  await lead.getByRole('button', { name: 'Утвердить и отправить' }).click();
  await lead.getByText('Ответ утверждён и отправлен').waitFor();
  const { answer } = await stage.staff.card(appeal.number);
  assert.ok(answer.text.includes(`«${TITLE}»`), answer.text);
});

scene('A question with a word left to fill in comes back with its text', async (stage) => {
  const appeal = await stage.staff.register({});
  const executor = await member(stage, 'operator', { expects: REFUSED });
  await executor.goto(`/desk/appeals/${appeal.number}`);
  await executor.locator('[data-take]').click();
  await executor.locator('#message').fill('Уважаемая {fio}, где это?');
  await executor.getByRole('button', { name: 'Отправить', exact: true }).click();
  await executor.locator('#errors').waitFor();
  assert.match(await executor.locator('#errors').innerText(), /Есть незаполненные слова: \{fio\}/);
  assert.equal(await executor.locator('#message').inputValue(), 'Уважаемая {fio}, где это?');
});
