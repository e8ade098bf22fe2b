// The keys of the desk in the layouts that people have: a key is told by its place.

import assert from 'node:assert/strict';

import { member, rowOf } from './support/desk.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();

// What a keyboard sends for a place on it: the letter of the layout, and the place.
const RUSSIAN = { j: ['о', 'KeyJ'], k: ['л', 'KeyK'], x: ['ч', 'KeyX'], t: ['е', 'KeyT'], a: ['ф', 'KeyA'], '/': ['.', 'Slash'], '?': [',', 'Slash'] };
const ENGLISH = { j: ['j', 'KeyJ'], k: ['k', 'KeyK'], x: ['x', 'KeyX'], t: ['t', 'KeyT'], a: ['a', 'KeyA'], '/': ['/', 'Slash'], '?': ['?', 'Slash'] };
const [ALT, CTRL, META, SHIFT] = [1, 2, 4, 8];

// Presses keys as the browser gets them from the system.
async function keyboard(page, layout) {
  const session = await page.context().newCDPSession(page);
  return async (name, modifiers = name === '?' ? SHIFT : 0) => {
    const [key, code] = layout[name] ?? [name, name];
    const shifted = modifiers & SHIFT && key.length === 1 ? key.toUpperCase() : key;
    const text = modifiers & ~SHIFT || key.length > 1 ? undefined : shifted;
    await session.send('Input.dispatchKeyEvent', { type: text ? 'keyDown' : 'rawKeyDown', key: shifted, code, text, modifiers });
    await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: shifted, code, modifiers });
  };
}

const focusedRow = (page) => page.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.row ?? '');

for (const [lang, layout] of [['Russian', RUSSIAN], ['English', ENGLISH]]) {
  scene(`All keys work in the ${lang} layout`, async (stage) => {
    const appeals = [await stage.staff.register({ title: 'Яма у школы' }), await stage.staff.register({ title: 'Яма у больницы' })];
    const page = await member(stage, 'operator');
    await page.goto('/desk');
    await rowOf(page, appeals[0].number).waitFor();
    const press = await keyboard(page, layout);
    const order = await page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset.row));

    await press('j');
    assert.equal(await focusedRow(page), order[0]);
    await press('j');
    assert.equal(await focusedRow(page), order[1]);
    await press('k');
    assert.equal(await focusedRow(page), order[0]);
    for (const modifier of [CTRL, ALT, META, SHIFT]) await press('j', modifier);
    assert.equal(await focusedRow(page), order[0], 'with another key it is another thing');
    await press('x');
    assert.equal(await page.locator('[name="numbers"]:checked').count(), 1);
    await press('x');
    assert.equal(await page.locator('[name="numbers"]:checked').count(), 0);
    await press('a');
    await page.locator('#bulk-assignee').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'bulk-assignee');
    await press('Escape');

    await press('/');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'q');
    assert.equal(await page.locator('#q').inputValue(), '', 'the key itself is not typed');
    for (const name of ['j', 't', 'a', '/']) await press(name);
    assert.equal(await page.locator('#q').inputValue(), ['j', 't', 'a', '/'].map((name) => layout[name][0]).join(''), 'no key acts while one writes');
    await page.locator('h1').click();

    await press('?');
    const help = page.getByRole('dialog');
    await help.waitFor();
    const told = await help.textContent();
    for (const name of ['J (О)', 'K (Л)', 'X (Ч)', 'T (Е)', 'A (Ф)']) assert.ok(told.includes(name), `${name} in ${told}`);
    await press('j');
    assert.equal(await focusedRow(page), '', 'nothing acts behind the help');
    await help.getByRole('button', { name: 'Закрыть' }).click();

    // Enter opens what has the focus; there t takes it and a assigns it.
    await page.locator(`[data-row="${appeals[0].number}"] [data-open]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(appeals[0].number));
    await page.getByRole('button', { name: 'Взять в работу' }).waitFor();
    await press('t');
    await page.getByText('Обращение у вас в работе.').waitFor();
    await press('a');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'assignee');
  });
}

scene('A Latin layout with other places says itself where a letter is', async (stage) => {
  const appeal = await stage.staff.register({ title: 'Яма у почты' });
  const page = await member(stage, 'operator');
  await page.goto(`/desk/appeals/${appeal.number}`);
  // French: the letter q stands where a does elsewhere, and a where q does.
  const press = await keyboard(page, { q: ['q', 'KeyA'], t: ['t', 'KeyT'] });
  await press('q');
  await press('t');
  await page.getByText('Обращение у вас в работе.').waitFor();
  assert.equal(await page.locator('[data-assign][open]').count(), 0);
});
