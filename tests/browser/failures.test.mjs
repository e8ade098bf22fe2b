// A connection that breaks, in the middle of an upload and of the sending: nothing is lost, nothing doubled.

import assert from 'node:assert/strict';

import { docx, jpeg, pdf } from './support/files.mjs';
import { POTHOLE, drop, file, fillSteps, next, receipt, step, uploaded } from './support/form.mjs';
import { startProxy } from './support/proxy.mjs';
import { stage } from './support/stage.mjs';

const scene = stage();

// Complaints of a page whose connection was broken on purpose.
const BROKEN = [/Failed to load resource: net::ERR_/];
const ATTACHMENTS = /\/api\/v1\/attachments/;
const APPEALS = '**/api/v1/appeals';

const submit = (page) => page.locator('[data-send]').click();

async function toFiles(page) {
  await page.goto(`/submit?category=${POTHOLE.category}#step-files`);
  await step(page, 'files').waitFor();
}

// From the step of the files to the receipt.
async function finish(page, title) {
  await page.goto(`/submit?category=${POTHOLE.category}#step-what`);
  await fillSteps(page, { ...POTHOLE, title });
  await submit(page);
  return receipt(page);
}

scene('An upload whose connection is cut in the middle goes on, and every byte is in its place', async (stage) => {
  const wire = await startProxy(stage.server.url);
  try {
    // 409: the half of a piece that arrived was being kept when the offset was asked for.
    const page = await stage.person({ url: wire.url, expects: [...BROKEN, /status of 409/] });
    await toFiles(page);
    const large = pdf('большой', 1_500_000);
    let pieces = 0;
    let bytes = 0;
    page.on('request', (request) => {
      if (request.method() !== 'PATCH') return;
      pieces += 1;
      bytes += request.postDataBuffer()?.length ?? 0;
    });
    // Twice: the first connections that carry more than these many bytes.
    wire.breakWhen((data, sent) => sent > 300_000 && wire.broken() < 2);
    await page.locator('#files').setInputFiles([large]);
    await uploaded(page, large.name);
    assert.equal(wire.broken(), 2, 'the wire broke');
    assert.ok(pieces >= 3, `in pieces: ${pieces}`);
    const title = 'Яма, о которой рассказано с перерывами';
    const { number } = await finish(page, title);
    const kept = await stage.staff.file(number, large.name);
    assert.ok(kept.equals(large.buffer), 'the download is exactly the bytes that were chosen');
  } finally {
    await wire.stop();
  }
});

scene('A piece that is refused on the way is sent again, the others are not', async (stage) => {
  const page = await stage.person({ expects: BROKEN });
  await toFiles(page);
  const large = pdf('по частям', 1_200_000);
  const offsets = [];
  let failed = 0;
  await page.route(ATTACHMENTS, async (route) => {
    const request = route.request();
    if (request.method() !== 'PATCH') return route.continue();
    const offset = Number(request.headers()['upload-offset']);
    if (offset > 0 && failed === 0) {
      failed += 1;
      return route.abort('connectionreset');
    }
    offsets.push(offset);
    return route.continue();
  });
  await page.locator('#files').setInputFiles([large]);
  await uploaded(page, large.name);
  assert.equal(failed, 1);
  assert.equal(new Set(offsets).size, offsets.length, `no piece twice: ${offsets}`);
  assert.equal(offsets[0], 0);
});

scene('An upload waits for the network to come back', async (stage) => {
  const page = await stage.person({ expects: BROKEN });
  await toFiles(page);
  const large = pdf('без сети', 900_000);
  let first = true;
  await page.route(ATTACHMENTS, async (route) => {
    if (route.request().method() === 'PATCH' && first) {
      first = false;
      await page.context().setOffline(true);
      return route.abort('internetdisconnected');
    }
    return route.continue();
  });
  await page.locator('#files').setInputFiles([large]);
  await file(page, large.name).getByText('Связь прервалась').waitFor();
  assert.equal(await file(page, large.name).getAttribute('data-state'), 'loading');
  await page.context().setOffline(false);
  await uploaded(page, large.name);
});

scene('A file whose upload a closed page broke off goes on from where it was', async (stage) => {
  const page = await stage.person({ expects: BROKEN });
  const large = pdf('недосланный', 1_300_000);
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await page.locator('#title').fill('Яма с недосланным файлом');
  await page.goto(`/submit?category=${POTHOLE.category}#step-files`);
  let stopped = false;
  await page.route(ATTACHMENTS, async (route) => {
    const request = route.request();
    if (request.method() === 'PATCH' && Number(request.headers()['upload-offset']) > 0) {
      stopped = true;
      return route.abort('connectionreset');
    }
    return route.continue();
  });
  await page.locator('#files').setInputFiles([large]);
  await file(page, large.name).getByText('Связь прервалась').waitFor();
  assert.ok(stopped);
  const bar = await file(page, large.name).locator('progress').evaluate(({ value, max }) => ({ value, max }));
  assert.equal(bar.max, large.buffer.length);
  assert.ok(0 < bar.value && bar.value < bar.max, `the bar stands where the upload does: ${bar.value}`);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const again = await page.context().newPage();
  await page.close({ runBeforeUnload: true });
  await again.goto(`/submit?category=${POTHOLE.category}#step-files`);
  await file(again, large.name).getByText('Выберите этот файл ещё раз').waitFor();
  const offsets = [];
  again.on('request', (request) => {
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
  });
  await again.locator('#files').setInputFiles([large]);
  await uploaded(again, large.name);
  assert.ok(offsets[0] > 0, `what was sent is not sent again: ${offsets}`);
  assert.equal(await file(again, large.name).count(), 1);
});

scene('When the answer to the sending is lost, nothing typed is lost and a retry makes one appeal', async (stage) => {
  const page = await stage.person({ expects: BROKEN });
  const title = 'Яма, ответ о которой потерялся';
  await page.goto(`/submit?category=${POTHOLE.category}`);
  const note = pdf('схема');
  await fillSteps(page, { ...POTHOLE, title }, async () => {
    await page.locator('#files').setInputFiles([note]);
    await uploaded(page, note.name);
  });
  let reached = 0;
  await page.route(APPEALS, async (route) => {
    if (route.request().method() !== 'POST' || reached > 0) return route.continue();
    reached += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await submit(page);
  await page.getByRole('alert').getByText('Нет связи').waitFor();
  assert.equal(reached, 1);
  assert.equal((await stage.staff.titled(title)).length, 1, 'the server has it');
  assert.equal(await page.locator('#title').inputValue(), title);
  assert.equal(await page.locator('#applicant-last_name').inputValue(), POTHOLE.last);
  assert.equal(await file(page, note.name).count(), 1);

  await page.getByRole('button', { name: 'Отправить ещё раз' }).click();
  const appeal = await receipt(page);
  const made = await stage.staff.titled(title);
  assert.deepEqual(made.map(({ number }) => number), [appeal.number]);
});

scene('An answer lost and the page closed: the draft sends the same appeal, not another', async (stage) => {
  const page = await stage.person({ expects: BROKEN });
  const title = 'Яма, о которой забыли сказать, что принята';
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await fillSteps(page, { ...POTHOLE, title });
  await page.route(APPEALS, async (route) => {
    await route.fetch();
    return route.abort('connectionreset');
  });
  await submit(page);
  await page.getByRole('alert').getByText('Нет связи').waitFor();
  const again = await page.context().newPage();
  await page.close({ runBeforeUnload: true });
  await again.goto(`/submit?category=${POTHOLE.category}#step-send`);
  await again.getByText('Мы сохранили то, что вы уже написали').waitFor();
  await submit(again);
  const appeal = await receipt(again);
  assert.deepEqual((await stage.staff.titled(title)).map(({ number }) => number), [appeal.number]);
});

scene('Two quick presses make one appeal', async (stage) => {
  const page = await stage.person();
  const title = 'Яма, отправленная двойным нажатием';
  await page.goto(`/submit?category=${POTHOLE.category}`);
  await fillSteps(page, { ...POTHOLE, title });
  await page.locator('[data-send]').dblclick();
  const appeal = await receipt(page);
  assert.deepEqual((await stage.staff.titled(title)).map(({ number }) => number), [appeal.number]);
});

scene('A file that is refused stops the sending until it is replaced or taken away', async (stage) => {
  const page = await stage.person({ expects: [/status of 4/] });
  const title = 'Яма с фотографией, которая не фотография';
  await page.goto(`/submit?category=${POTHOLE.category}`);
  const good = pdf('настоящий');
  const bad = { name: 'поддельный.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ это не картинка') };
  const other = { name: 'таблица.xlsx', mimeType: '', buffer: Buffer.from('PK') };
  const summary = page.locator('#errors');
  await fillSteps(page, { ...POTHOLE, title }, async () => {
    await drop(page, '', [good, bad, other]);
    await uploaded(page, good.name);
    await page.locator('.upload li[data-state="wrong"]', { hasText: bad.name }).waitFor();
    await file(page, other.name).getByText('Такие файлы не принимаются').waitFor();
    await next(page);
    await summary.waitFor();
    assert.ok(await step(page, 'files').isVisible(), 'it goes no further');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'errors');
    const lines = await summary.getByRole('link').allTextContents();
    assert.deepEqual(lines, [`${bad.name} не приложен: замените или уберите`, `${other.name} не приложен: замените или уберите`]);
    await summary.getByRole('link', { name: other.name }).click();
    assert.equal(await page.evaluate(() => document.activeElement.closest('li')?.querySelector('.file-name').textContent), other.name);
    await file(page, other.name).getByRole('button', { name: /^Убрать/ }).click();
    const picker = page.waitForEvent('filechooser');
    await file(page, bad.name).getByRole('button', { name: /^Заменить/ }).click();
    const photo = jpeg('настоящая');
    await (await picker).setFiles([photo]);
    await uploaded(page, photo.name);
  });
  // One that comes at the last moment stops the sending as well.
  await page.goto(`/submit?category=${POTHOLE.category}#step-files`);
  await page.locator('#files').setInputFiles([other]);
  await page.goto(`/submit?category=${POTHOLE.category}#step-send`);
  await submit(page);
  await summary.getByText(`${other.name} не приложен`).waitFor();
  assert.deepEqual(await stage.staff.titled(title), []);
  await page.goto(`/submit?category=${POTHOLE.category}#step-files`);
  await file(page, other.name).getByRole('button', { name: /^Убрать/ }).click();
  await page.goto(`/submit?category=${POTHOLE.category}#step-send`);
  await submit(page);
  const { number } = await receipt(page);
  const names = (await stage.staff.card(number)).attachments.map(({ name }) => name).sort();
  assert.deepEqual(names, [good.name, 'настоящая.jpg'].sort());
  const shown = await page.locator('main').textContent();
  for (const name of names) assert.ok(shown.includes(name), `the receipt lists ${name}`);
});

scene('A file gets the name that its content deserves, in the list, on the preview and on the receipt', async (stage) => {
  const page = await stage.person({ expects: [/status of 4/] });
  const title = 'Яма на снимке с чужим именем';
  await page.goto(`/submit?category=${POTHOLE.category}`);
  const photo = jpeg('яма');
  const given = [
    { ...photo, name: 'снимок.png', mimeType: 'image/png' },
    { ...photo, name: '1000001234', mimeType: '' },
    { ...photo, name: 'IMG_0007.HEIC', mimeType: 'image/heic' },
    { ...docx('жалоба'), name: 'жалоба.doc', mimeType: 'application/msword' },
    // What a phone and a form left behind the end.
    { ...photo, name: 'телефон.jpg', buffer: Buffer.concat([photo.buffer, Buffer.from('vivo{"model":"V2111"}\0\r\n')]) },
  ];
  const kept = ['снимок.jpg', '1000001234.jpg', 'IMG_0007.jpg', 'жалоба.docx', 'телефон.jpg'];
  const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
  await fillSteps(page, { ...POTHOLE, title }, async () => {
    await page.locator('#files').setInputFiles([...given, { name: 'IMG_0008.HEIC', mimeType: 'image/heic', buffer: heic }]);
    for (const name of kept) await uploaded(page, name);
    await file(page, 'IMG_0008.HEIC').getByText('Это HEIC: сохраните его как JPG или PNG').waitFor();
    await file(page, 'IMG_0008.HEIC').getByRole('button', { name: 'Убрать' }).click();
    const listed = await page.locator('.upload li .file-name').allTextContents();
    assert.deepEqual(listed.sort(), [...kept].sort());
  });
  await page.getByRole('button', { name: 'Предпросмотр' }).click();
  await page.getByRole('heading', { name: 'Проверьте обращение' }).waitFor();
  assert.deepEqual((await page.locator('.file-name').allTextContents()).sort(), [...kept].sort());
  await page.getByRole('button', { name: 'Отправить' }).click();
  const { number } = await receipt(page);
  assert.deepEqual((await page.locator('.file-name').allTextContents()).sort(), [...kept].sort());
  for (const name of kept.filter((name) => name.endsWith('.jpg'))) {
    assert.deepEqual(await stage.staff.file(number, name), photo.buffer, `${name} came without what stood behind it`);
  }
});
