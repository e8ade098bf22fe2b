// Sends files as soon as they are chosen, in pieces, by the tus 1.0 protocol, so that a
// broken connection costs at most one piece. The native file controls stay: they are the
// picker here and the whole thing without scripts.
//
// Events of the form: `otklik:uploads` when something changed (the draft keeps it),
// `otklik:files` { files } brings back those of a draft.

const t = (ru, en) => (document.documentElement.lang === 'en' ? en : ru);
const form = document.getElementById('appeal');
// Bytes of a piece: it grows while the connection is quick and shrinks when it breaks.
const PIECE = { least: 64 * 1024, first: 256 * 1024, most: 1024 * 1024 };
const QUICK_MS = 1500;
// The content decides, and the server looks at it. Not sent at all are only files whose name no content could
// go with; the other names that are not accepted get better words from the server.
const NAMED = /[^.]\.[a-z][a-z0-9]{0,9}$/i;
const SENT = /\.(pdf|docx?|jpe?g|jpe|jfif|png|gif|hei[cf]|hif|avif|webp|bmp|dib|tiff?|jp2|jxl|svg|pjp|pjpeg|bin|dat|te?mp|file|part|download|unknown|rtf|odt|html?|mht|xml|txt)$/i;
// Seconds before each retry; after the last the person decides.
const PAUSES = [1, 2, 4, 8, 15];
const AT_ONCE = 2;

const spoken = document.createElement('p');
const say = (text) => (spoken.textContent = text);
const changed = () => form.dispatchEvent(new Event('otklik:uploads'));
const wait = (seconds) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    addEventListener('online', () => (clearTimeout(timer), resolve()), { once: true });
  });

// Without https there is no crypto.randomUUID.
const key = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const plain = (text) => new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

function size(bytes) {
  if (bytes < 1024) return t(`${bytes} байт`, `${bytes} bytes`);
  const [unit, name] = bytes < 1024 * 1024 ? [1024, t('КБ', 'KB')] : [1024 * 1024, t('МБ', 'MB')];
  const whole = Math.floor(bytes / unit);
  const tenths = Math.floor(((bytes % unit) * 10) / unit);
  return `${whole}${whole < 10 && tenths ? t(',', '.') + tenths : ''}\u00a0${name}`;
}

class Refused extends Error {}
class Gone extends Error {}

// The answer, or why there is none: refused for good, gone, or to be tried again.
function request(method, url, headers, body, progress) {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url);
    xhr.timeout = 120_000;
    const all = { 'Tus-Resumable': '1.0.0', 'Accept-Language': document.documentElement.lang, ...headers };
    for (const [name, value] of Object.entries(all)) xhr.setRequestHeader(name, value);
    if (progress) xhr.upload.onprogress = (event) => progress(event.loaded);
    xhr.onerror = xhr.ontimeout = xhr.onabort = () => reject(new Error('network'));
    xhr.onload = () => {
      const { status } = xhr;
      if (status < 300) return resolve(xhr);
      if ((status === 404 || status === 410) && method !== 'POST') return reject(new Gone());
      // 409: the offset is another; 408, 423, 425, 429, 5xx: later.
      if ([408, 409, 423, 425, 429].includes(status) || status >= 500) return reject(new Error(String(status)));
      let problem = {};
      try {
        problem = JSON.parse(xhr.responseText);
      } catch {
        // Not a problem document: the usual words do.
      }
      const details = (problem.errors ?? []).map((one) => one.detail).join(' ');
      reject(new Refused(details || problem.detail || t('Файл не принят', 'The file was not accepted')));
    };
    xhr.send(body);
  });
}

let running = 0;
const queue = [];
async function turn() {
  if (running >= AT_ONCE) await new Promise((resolve) => queue.push(resolve));
  running += 1;
}
function done() {
  running -= 1;
  queue.shift()?.();
}

// What keeps a form from going on, and what to do about it.
const STOPS = {
  wrong: () => t('не приложен: замените или уберите', 'is not attached: replace or remove it'),
  paused: () => t('не загружен: продолжите загрузку или уберите', 'is not uploaded: continue or remove it'),
  lost: () => t('не загружен: выберите его снова или уберите', 'is not uploaded: choose it again or remove it'),
};
let made = 0;

class Upload {
  constructor(slot, { file, name, bytes, id = '', token = '' }) {
    Object.assign(this, { slot, file, name, bytes, id, token, offset: 0, piece: PIECE.first, key: key() });
    this.item = document.createElement('li');
    this.item.upload = this;
    this.item.id = `file-${(made += 1)}`;
    this.draw();
  }

  // States: loading, paused (the person decides), wrong, lost (its bytes are needed again), done.
  set(state, text = '') {
    if (this.item.dataset.state === 'gone') return;
    this.item.dataset.state = state;
    this.text = text;
    this.draw();
    if (text) say(`${this.name}: ${text}`);
    changed();
  }

  draw() {
    const { item } = this;
    const state = item.dataset.state;
    const hadFocus = item.contains(document.activeElement) && document.activeElement.dataset.act;
    const part = (tag, className, text) => {
      const made = document.createElement(tag);
      made.className = className;
      made.textContent = text;
      item.append(made);
      return made;
    };
    const act = (name, text, run) => {
      const made = part('button', 'button second small', text);
      made.type = 'button';
      made.dataset.act = name;
      const full = document.createElement('span');
      full.className = 'sr';
      full.textContent = ` ${this.name}`;
      made.append(full);
      made.addEventListener('click', run);
    };
    item.replaceChildren();
    part('span', 'file-name', this.name);
    part('span', 'quiet', state === 'done' ? t(`${size(this.bytes)}, загружен`, `${size(this.bytes)}, uploaded`) : size(this.bytes));
    if (state === 'loading' || state === 'paused') {
      this.bar = part('progress', '', '');
      this.bar.max = this.bytes;
      this.bar.value = this.offset;
      this.bar.setAttribute('aria-label', t(`Загрузка: ${this.name}`, `Uploading ${this.name}`));
    }
    if (this.text) part('p', state === 'loading' ? 'quiet file-error' : 'error file-error', this.text);
    if (state === 'paused') act('resume', t('Продолжить', 'Continue'), () => this.run());
    if (state === 'done' || state === 'wrong' || state === 'lost') act('replace', t('Заменить', 'Replace'), () => this.replace());
    act('remove', t('Убрать', 'Remove'), () => this.remove());
    if (state === 'done') {
      const hidden = document.createElement('input');
      hidden.type = 'hidden';
      hidden.name = 'attachments';
      hidden.value = `${this.id} ${this.token} ${this.slot.document}`;
      item.append(hidden);
    }
    if (hadFocus) (item.querySelector(`[data-act="${hadFocus}"]`) ?? item.querySelector('button')).focus();
  }

  progress(loaded) {
    if (this.bar) this.bar.value = Math.min(this.offset + loaded, this.bytes);
  }

  headers(more) {
    return { 'Otklik-Upload-Token': this.token, ...more };
  }

  get url() {
    return `/api/v1/attachments/${encodeURIComponent(this.id)}`;
  }

  async create() {
    const metadata = `filename ${base64(this.name)}${this.file.type ? `,filetype ${base64(this.file.type)}` : ''}`;
    const answer = await request('POST', '/api/v1/attachments', {
      'Upload-Length': String(this.bytes),
      'Upload-Metadata': metadata,
      'Idempotency-Key': this.key,
    });
    this.id = decodeURIComponent(answer.getResponseHeader('Location').split('/').pop());
    this.token = answer.getResponseHeader('Otklik-Upload-Token');
    this.offset = 0;
    changed();
  }

  async ask() {
    try {
      const answer = await request('HEAD', this.url, this.headers());
      this.offset = Number(answer.getResponseHeader('Upload-Offset'));
      this.rename(answer);
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
      this.id = '';
    }
  }

  async send() {
    if (this.id) await this.ask();
    if (!this.id) {
      this.key = this.offset ? key() : this.key;
      await this.create();
    }
    while (this.offset < this.bytes && this.item.dataset.state !== 'gone') {
      const piece = this.file.slice(this.offset, this.offset + this.piece);
      const began = performance.now();
      const answer = await request(
        'PATCH',
        this.url,
        this.headers({ 'Upload-Offset': String(this.offset), 'Content-Type': 'application/offset+octet-stream' }),
        piece,
        (loaded) => this.progress(loaded),
      );
      this.offset = Number(answer.getResponseHeader('Upload-Offset'));
      if (performance.now() - began < QUICK_MS) this.piece = Math.min(this.piece * 2, PIECE.most);
      this.rename(answer);
      this.progress(0);
    }
  }

  // The name as the server keeps it: with the extension that the content has.
  rename(answer) {
    const [, kept] = /^filename (\S+)$/.exec(answer.getResponseHeader('Upload-Metadata') ?? '') ?? [];
    if (kept && this.offset === this.bytes) this.name = plain(kept);
  }

  async run() {
    this.set('loading');
    await turn();
    try {
      for (let attempt = 0; this.item.dataset.state !== 'gone'; attempt += 1) {
        const before = this.offset;
        try {
          await this.send();
          this.set('done');
          const given = this.file.name;
          say(
            given === this.name
              ? t(`${given}: загружен`, `${given}: uploaded`)
              : t(`${given}: загружен под именем ${this.name}`, `${given}: uploaded under the name ${this.name}`),
          );
          return;
        } catch (error) {
          if (error instanceof Refused) return this.set('wrong', error.message);
          if (error instanceof Gone) this.id = '';
          this.piece = Math.max(this.piece / 2, PIECE.least);
          // What got through makes the next break a first one.
          if (this.offset > before) attempt = 0;
          if (attempt >= PAUSES.length) {
            return this.set(
              'paused',
              t('Связь прервалась. Загруженное сохранилось, можно продолжить.', 'The connection broke. What was sent is kept, you can continue.'),
            );
          }
          this.set('loading', t('Связь прервалась, пробуем ещё раз', 'The connection broke, trying again'));
          await wait(PAUSES[attempt]);
          this.text = '';
        }
      }
    } finally {
      done();
    }
  }

  remove() {
    const { slot, item } = this;
    const next = item.nextElementSibling ?? item.previousElementSibling;
    item.dataset.state = 'gone';
    item.remove();
    slot.clear();
    if (this.id) request('DELETE', this.url, this.headers()).catch(() => {});
    say(t(`${this.name}: убран`, `${this.name}: removed`));
    (next?.querySelector('button') ?? slot.input).focus();
    changed();
  }

  replace() {
    const picker = document.createElement('input');
    picker.type = 'file';
    picker.accept = this.slot.input.accept;
    picker.addEventListener('change', () => {
      if (picker.files.length) this.slot.add([picker.files[0]], this);
    });
    picker.click();
  }
}

class Slot {
  constructor(root) {
    this.root = root;
    this.document = root.dataset.upload;
    this.input = root.querySelector('input[type="file"]');
    this.list = root.querySelector('.files') ?? document.createElement('ul');
    this.list.className = 'files';
    (this.input.closest('.drop') ?? this.input).after(this.list);
    for (const old of [...this.list.children]) {
      const { id, token, name, size: bytes } = old.dataset;
      const upload = new Upload(this, { name, bytes: Number(bytes), id, token });
      old.replaceWith(upload.item);
      upload.offset = upload.bytes;
      upload.set('done');
    }

    this.input.addEventListener('change', () => {
      this.add([...this.input.files]);
      // What is sent here must not be sent again with the form.
      this.input.value = '';
    });
  }

  static all() {
    return [...form.querySelectorAll('.upload li')].map((item) => item.upload).filter(Boolean);
  }

  // What the server would say, before anything is sent.
  fault(file, besides) {
    const { fileBytes, appealBytes, files } = this.root.dataset;
    const kept = Slot.all().filter((one) => one !== besides && one.item.dataset.state !== 'wrong');
    const total = kept.reduce((sum, one) => sum + one.bytes, file.size);
    if (!file.size) return t('Файл пустой', 'The file is empty');
    if (file.size > fileBytes) return t('Файл больше ', 'The file is larger than ') + size(fileBytes);
    if (NAMED.test(file.name) && !SENT.test(file.name)) {
      return t('Такие файлы не принимаются. Приложите PDF, DOC, DOCX, JPG, PNG или GIF', 'Such files are not accepted. Attach PDF, DOC, DOCX, JPG, PNG or GIF');
    }
    if (kept.length >= files) return t(`Не больше ${files} файлов`, `At most ${files} files`);
    if (total > appealBytes) return t('Все файлы вместе больше ', 'All files together are larger than ') + size(appealBytes);
    return '';
  }

  add(files, instead) {
    for (const file of files) {
      // The rest of a file whose upload a closed page broke off.
      const rest = Slot.all().find(
        (one) => one.item.dataset.state === 'lost' && one.id && one.name === file.name && one.bytes === file.size,
      );
      if (rest && rest.slot === this) {
        rest.file = file;
        rest.run();
        continue;
      }
      const fault = this.fault(file, instead);
      const upload = new Upload(this, { file, name: file.name, bytes: file.size });
      if (instead) {
        instead.item.after(upload.item);
        instead.remove();
        upload.item.querySelector('button').focus();
      } else {
        this.list.append(upload.item);
      }
      if (fault) upload.set('wrong', fault);
      else upload.run();
    }
    this.clear();
  }

  // What was said of the files here is over: they are others now.
  clear() {
    form.dispatchEvent(new CustomEvent('otklik:fault', { detail: { control: this.input, text: '' } }));
  }

  // Files of a draft: whole ones are checked to be still there, broken ones need their bytes.
  async restore({ id, token, name, bytes, whole }) {
    const upload = new Upload(this, { name, bytes, id, token });
    this.list.append(upload.item);
    if (!whole) return upload.set('lost', t('Не догружен. Выберите этот файл ещё раз, загрузка продолжится.', 'Not finished. Choose this file again and the upload goes on.'));
    upload.offset = bytes;
    upload.set('done');
    try {
      await upload.ask();
      if (!upload.id) upload.set('lost', t('Файл больше не хранится. Выберите его ещё раз.', 'The file is not kept any more. Choose it again.'));
    } catch {
      // No answer now: the server will say when the appeal is sent.
    }
  }
}

// Files can be dropped on a control, as if they had been picked there.
for (const input of document.querySelectorAll('.upload input[type="file"]')) {
  const zone = document.createElement('div');
  zone.className = 'drop';
  const hint = document.createElement('p');
  hint.className = 'hint';
  hint.textContent = t('Выберите файлы или перетащите их сюда', 'Choose files or drop them here');
  input.replaceWith(zone);
  zone.append(hint, input);

  zone.addEventListener('dragover', () => zone.classList.add('over-it'));
  zone.addEventListener('dragleave', () => zone.classList.remove('over-it'));
  zone.addEventListener('drop', (event) => {
    zone.classList.remove('over-it');
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

// A file dropped beside a zone would replace the page, and the form with it.
for (const kind of ['dragover', 'drop']) addEventListener(kind, (event) => event.preventDefault());

if (form?.querySelector('.upload')) {
  spoken.className = 'sr';
  spoken.setAttribute('role', 'status');
  form.append(spoken);
  const slots = [...form.querySelectorAll('.upload')].map((root) => new Slot(root));
  form.addEventListener('otklik:check', ({ detail: { root, faults } }) => {
    for (const { item, name, slot } of Slot.all()) {
      const stop = root.contains(item) && STOPS[item.dataset.state];
      if (stop) faults.push({ pointer: `/files/${slot.document}`, detail: `${name} ${stop()}`, at: item.id });
    }
  });
  form.addEventListener('otklik:files', ({ detail: { files } }) => {
    for (const file of files) {
      (slots.find((slot) => slot.document === file.document) ?? slots.at(-1)).restore(file);
    }
  });
}
