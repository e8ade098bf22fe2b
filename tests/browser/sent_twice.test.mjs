// «Back» from the receipt, a reload, a second tab: what was sent is not sent again, and the page says that it was.

import assert from 'node:assert/strict';

import { newPerson, register } from './support/account.mjs';
import { POTHOLE, fillApplicant, fillDetails, fillSteps, fillWhat, receipt, step } from './support/form.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();
const FORM = `/submit?category=${POTHOLE.category}`;
const CHANGED = [/status of 422/];
let count = 0;

const appealWith = (words) => ({ ...POTHOLE, title: `Яма: ${words} ${(count += 1)}` });
const numbers = async (stage, title) => (await stage.staff.titled(title)).map(({ number }) => number);
const send = (page) => page.locator('[data-send]').click();
const notice = (page, number) => page.getByText(`Это обращение уже отправлено: № ${number}`);

// Whether «back» finds the page of the form in the cache, or asks for it anew and gets one with another key.
const WAYS = [
  ['from the cache', async () => {}],
  ['fetched anew', async (page) => {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  }],
];

for (const [way, prepare] of WAYS) {
  for (const from of ['fresh', 'draft', 'preview', 'account']) {
    scene(`Back, ${way}: a form sent from ${from} says that it was sent, and is not sent again`, async (stage) => {
      let page = await stage.person();
      const appeal = appealWith(from);
      if (from === 'account') await register(page, stage.server, newPerson());
      await page.goto(FORM);
      if (from === 'draft') {
        await fillWhat(page, appeal);
        const again = await page.context().newPage();
        await page.close({ runBeforeUnload: true });
        page = again;
        await page.goto('/submit');
        await page.getByRole('link', { name: 'Продолжить' }).click();
        await page.getByText('Мы сохранили то, что вы уже написали').waitFor();
      }
      await prepare(page);
      await fillSteps(page, appeal);
      if (from === 'preview') {
        await page.getByRole('button', { name: 'Предпросмотр' }).click();
        await page.locator('#appeal[data-preview]').waitFor();
      }
      await send(page);
      const { number } = await receipt(page);
      await page.goBack();
      await notice(page, number).waitFor();
      const link = page.getByRole('link', { name: 'Открыть квитанцию' });
      assert.equal(await link.getAttribute('href'), `/receipt/${number}`);
      await send(page);
      assert.equal((await receipt(page)).number, number);
      assert.deepEqual(await numbers(stage, appeal.title), [number]);
      // Nothing waits to be sent.
      await page.goto('/submit');
      await page.locator('#category').waitFor();
      assert.equal(await page.getByText('Есть неотправленное обращение').count(), 0);
    });
  }
}

scene('After Back a reload changes nothing, a change is a choice, and another form is another appeal', async (stage) => {
  const page = await stage.person({ expects: CHANGED });
  const appeal = appealWith('перезагрузка');
  await page.goto(FORM);
  await fillSteps(page, appeal);
  await send(page);
  const { number } = await receipt(page);
  await page.goBack();
  await notice(page, number).waitFor();
  await page.reload();
  await notice(page, number).waitFor();
  await page.getByRole('link', { name: 'Подать ещё одно' }).click();
  await step(page, 'what').waitFor();
  assert.equal(await page.locator('#title').inputValue(), '');
  assert.equal(await notice(page, number).count(), 0);
  await fillSteps(page, appeal);
  await send(page);
  const second = await receipt(page);
  assert.notEqual(second.number, number, 'whoever wants another appeal gets one, were it the same to a letter');
  assert.equal((await numbers(stage, appeal.title)).length, 2);
});

scene('A changed text after Back is a clear choice', async (stage) => {
  const page = await stage.person({ expects: CHANGED });
  const appeal = appealWith('изменена');
  await page.goto(FORM);
  await fillSteps(page, appeal);
  await send(page);
  const { number } = await receipt(page);
  await page.goBack();
  await notice(page, number).waitFor();
  await page.goto(`${FORM}#step-what`);
  await page.locator('#text').fill(`${appeal.text} И ещё одна.`);
  await page.goto(`${FORM}#step-send`);
  await send(page);
  const trouble = page.locator('.trouble');
  await trouble.getByText('Это обращение уже было отправлено, а потом вы его изменили').waitFor();
  assert.equal(await trouble.getByRole('link').getAttribute('href'), `/receipt/${number}`);
  assert.deepEqual(await numbers(stage, appeal.title), [number]);
  await trouble.getByRole('button', { name: 'Отправить как новое' }).click();
  assert.notEqual((await receipt(page)).number, number);
});

scene('Two tabs with one draft send one appeal', async (stage) => {
  const page = await stage.person();
  const appeal = appealWith('две вкладки');
  await page.goto(FORM);
  await fillSteps(page, appeal);
  await page.waitForFunction((title) => localStorage.getItem('otklik.draft.')?.includes(title), appeal.title);
  const other = await page.context().newPage();
  await other.goto(`${FORM}#step-send`);
  await other.getByText('Мы сохранили то, что вы уже написали').waitFor();
  await send(page);
  const { number } = await receipt(page);
  await notice(other, number).waitFor();
  await send(other);
  assert.equal((await receipt(other)).number, number);
  assert.deepEqual(await numbers(stage, appeal.title), [number]);
});

scene('Without scripts: Back, a page fetched anew and a second tab make no second appeal, a change is a choice', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false, expects: CHANGED });
  const appeal = appealWith('без скриптов');
  const fill = async (where, what) => {
    await fillWhat(where, what);
    await fillDetails(where, what);
    await fillApplicant(where, what);
  };
  await page.goto(FORM);
  await fill(page, appeal);
  await send(page);
  const { number } = await receipt(page);
  await page.goBack();
  await send(page);
  assert.equal((await receipt(page)).number, number);

  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goBack();
  await page.reload();
  await fill(page, appeal);
  await send(page);
  assert.equal((await receipt(page)).number, number);

  const other = await page.context().newPage();
  await other.goto(FORM);
  await fill(other, appeal);
  await send(other);
  assert.equal((await receipt(other)).number, number);
  assert.deepEqual(await numbers(stage, appeal.title), [number]);

});

scene('Without scripts a changed text after Back is a clear choice', async (stage) => {
  const page = await stage.person({ javaScriptEnabled: false, expects: CHANGED });
  const appeal = appealWith('изменена без скриптов');
  await page.goto(FORM);
  await fillWhat(page, appeal);
  await fillDetails(page, appeal);
  await fillApplicant(page, appeal);
  await send(page);
  const { number } = await receipt(page);
  await page.goBack();
  await page.locator('#text').fill(`${appeal.text} И трещина рядом.`);
  await send(page);
  await page.getByRole('heading', { name: `Это обращение уже отправлено: № ${number}` }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Открыть отправленное' }).getAttribute('href'), `/receipt/${number}`);
  assert.deepEqual(await numbers(stage, appeal.title), [number]);
  await page.getByRole('button', { name: 'Отправить изменённое отдельным обращением' }).click();
  assert.notEqual((await receipt(page)).number, number);
});
