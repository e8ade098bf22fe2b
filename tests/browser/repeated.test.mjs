// What is sent twice is there once: Back and «Отправить», a double click, with scripts and without.

import assert from 'node:assert/strict';

import { lookUp } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const REPLY = 'У второго подъезда, напротив остановки';

async function asked(stage) {
  const appeal = await stage.staff.register();
  await stage.staff.move(appeal.number, 'in_progress');
  await stage.staff.move(appeal.number, 'awaiting_reply', 'У какого подъезда?');
  return appeal;
}

async function replies(stage, { number }) {
  const { items } = await (await stage.staff.call('GET', `/appeals/${number}/messages`)).json();
  return items.filter((item) => item.direction === 'reply').map((item) => item.text);
}

const form = (page) => page.locator('form[action$="/messages"]');
const send = (page) => form(page).getByRole('button', { name: 'Отправить' });

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with scripts' : 'without scripts';

  scene(`Back and «Отправить» make no second reply, ${how}`, async (stage) => {
    const appeal = await asked(stage);
    const page = await stage.person({ javaScriptEnabled });
    await lookUp(page, appeal);
    await form(page).locator('textarea').fill(REPLY);
    await send(page).click();
    await page.waitForURL(/done=reply/);
    const shown = await page.locator('#journal, main').first().getByText(REPLY).count();
    await page.goBack();
    // The browser fetches the page anew and puts the words back into it.
    if (!(await form(page).locator('textarea').isVisible())) await form(page).locator('xpath=ancestor::details/summary').click();
    await form(page).locator('textarea').fill(REPLY);
    await send(page).click();
    await page.waitForURL(/done=reply/);
    assert.equal(await page.locator('#journal, main').first().getByText(REPLY).count(), shown, 'the card as after the first time');
    assert.deepEqual(await replies(stage, appeal), [REPLY]);
  });

  scene(`A double click makes one reply, ${how}`, async (stage) => {
    const appeal = await asked(stage);
    const page = await stage.person({ javaScriptEnabled });
    await lookUp(page, appeal);
    await form(page).locator('textarea').fill(REPLY);
    await send(page).dblclick();
    await page.waitForURL(/done=reply/);
    assert.deepEqual(await replies(stage, appeal), [REPLY]);
  });
}
