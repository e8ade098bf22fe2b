// Small real files, made by hand; two with different words differ.

import { crc32, deflateSync } from 'node:zlib';

// A PDF (ISO 32000-1) of one page; `filling` bytes make it larger.
export function pdf(title, filling = 0) {
  const parts = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 5 0 R >>',
    `<< /Title <${Buffer.from(title).toString('hex')}> >>`,
  ];
  const content = Buffer.concat([Buffer.from('% '), letters(filling, title.length), Buffer.from('\n0 0 m 9 9 l S')]);
  const pieces = [Buffer.from('%PDF-1.7\n')];
  const offsets = [];
  const length = () => pieces.reduce((sum, piece) => sum + piece.length, 0);
  const object = (...body) => {
    offsets.push(length());
    pieces.push(Buffer.from(`${offsets.length} 0 obj\n`), ...body.map((one) => Buffer.from(one)), Buffer.from('\nendobj\n'));
  };
  for (const part of parts) object(part);
  object(`<< /Length ${content.length} >>\nstream\n`, content, '\nendstream');
  const start = length();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  pieces.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return { name: `${title}.pdf`, mimeType: 'application/pdf', buffer: Buffer.concat(pieces) };
}

// Letters that no two places share, so that a piece in a wrong place shows.
function letters(length, seed) {
  const made = Buffer.alloc(length);
  let state = seed + 1;
  for (let at = 0; at < length; at += 1) {
    // The generator of Numerical Recipes.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    made[at] = 97 + (state >>> 24) % 26;
  }
  return made;
}

// A grey JPEG (ITU-T T.81) of 3 by 2 pixels with a comment.
export function jpeg(title) {
  const comment = Buffer.from(title);
  const buffer = Buffer.concat([
    Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'),
    Buffer.from([0xff, 0xfe, 0, comment.length + 2]),
    comment,
    Buffer.from('ffc0000b080002000301011100ffda0008010100003f001234ffd9', 'hex'),
  ]);
  return { name: `${title}.jpg`, mimeType: 'image/jpeg', buffer };
}

// A white PNG (ISO/IEC 15948) of this size, a bit a pixel.
export function png(title, width, height) {
  const number = (value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
  };
  const chunk = (kind, data) => {
    const named = Buffer.concat([Buffer.from(kind), data]);
    return Buffer.concat([number(data.length), named, number(crc32(named))]);
  };
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(Math.ceil(width / 8), 0xff)]);
  const buffer = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([number(width), number(height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(Buffer.concat(Array(height).fill(line)))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: `${title}.png`, mimeType: 'image/png', buffer };
}

// A DOCX (ECMA-376) with a paragraph.
export function docx(title) {
  const package_ = 'http://schemas.openxmlformats.org/package/2006';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const buffer = zip({
    '[Content_Types].xml': `<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${word}.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${package_}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${title}</w:t></w:r></w:p></w:body></w:document>`,
  });
  return { name: `${title}.docx`, mimeType: word, buffer };
}

// An archive whose files are stored as they are (APPNOTE 4.3).
function zip(files) {
  const locals = [];
  const entries = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, path, data]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
