import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { openBrowser, picturesOf, startEnt } from '#kernel/testing';
import { sentBy, village } from './scene.ts';
import liaison from './service.ts';
import { payload, slipIn } from './slip-code.ts';
import { asked, slipLayout, slipSize } from './slip-layout.ts';

/** A class's slips are printed, signed by hand, scanned askew: each finds its family again. */

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([liaison], { now: () => now });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const dpi = 200;
const dot = dpi / 25.4;

/** A class of 28 that has one guardian each, and nobody else. */
const classId = await ent.classroom(v.school, 'CP B');
const teacher = await ent.teacher('Rose Pujol', classId);
for (let at = 0; at < 28; at += 1) await ent.guardian(`Parent Numéro${at}`, await ent.pupil(`Enfant Numéro${at}`, classId, 'CP'));

type Pen = { tick?: number; sign?: boolean };
const yesNo = asked({ replyKind: 'yes-no', options: [] }, { yes: 'Oui', no: 'Non' });
const layout = slipLayout(yesNo, 1);

/** What a family does with a pen, as an SVG laid on the slip. */
function penOf({ tick, sign = true }: Pen): string {
  const box = tick === undefined ? undefined : layout.boxes[tick];
  const [place] = layout.signatures;
  const cross = box
    ? `M${box.x + 0.6} ${box.y + 0.4}L${box.x + 3.6} ${box.y + 3.7}M${box.x + 3.5} ${box.y + 0.5}L${box.x + 0.5} ${box.y + 3.5}`
    : '';
  const hand = sign && place ? `M${place.x + 5} ${place.y + 10}q4 -9 7 -1t6 -3 5 4 8 -6q3 8 9 1` : '';
  return `<path d="${cross}${hand}" fill="none" stroke="#1c2a6b" stroke-width=".45" stroke-linecap="round"/>`;
}

/** Cuts the printed pages in slips, lets each family write on theirs, then scans them: turned, grainy, compressed. */
async function scanned(pages: Buffer[], pens: Pen[], { turn = 0, quality = 60, grey = 6 } = {}): Promise<Buffer[]> {
  const [width, height] = [Math.floor(slipSize.width * dot), Math.floor(slipSize.height * dot)];
  return Promise.all(
    pens.map(async (pen, at) => {
      const corner = { left: (at % 2) * width, top: Math.floor((at % 4) / 2) * height };
      const cut = await sharp(pages[Math.floor(at / 4)])
        .extract({ ...corner, width, height })
        .png()
        .toBuffer();
      const ink = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${slipSize.width} ${slipSize.height}">${penOf(pen)}</svg>`;
      const grain = await sharp(randomBytes(width * height), { raw: { width, height, channels: 1 } })
        .linear(grey / 255, 255 - grey)
        .toColourspace('srgb')
        .png()
        .toBuffer();
      const signed = await sharp(cut)
        .composite([{ input: Buffer.from(ink) }, { input: grain, blend: 'multiply' }])
        .png()
        .toBuffer();
      const angle = turn === 180 ? 180 + (at % 3) - 1 : turn * ((at % 5) - 2);
      return sharp(signed).rotate(angle, { background: '#e8e8e4' }).jpeg({ quality }).toBuffer();
    }),
  );
}

/** Two slips at most beside each other on the glass, so that a class is a few pictures. */
async function onGlass(slips: Buffer[]): Promise<Buffer[]> {
  const sheets: Buffer[] = [];
  for (let at = 0; at < slips.length; at += 6) {
    const group = slips.slice(at, at + 6);
    const sheet = sharp({ create: { width: 2900, height: 2700, channels: 3, background: '#f4f4f0' } });
    const placed = group.map((input, place) => ({ input, left: 20 + (place % 3) * 950, top: 20 + Math.floor(place / 3) * 1300 }));
    sheets.push(await sheet.composite(placed).jpeg({ quality: 70 }).toBuffer());
  }
  return sheets;
}

/** A PDF as a copier makes one: each page is a picture, and nothing else. */
async function pdfOf(pictures: Buffer[]): Promise<Buffer> {
  const objects: Buffer[] = [];
  const kids: number[] = [];
  for (const picture of pictures) {
    const { width = 0, height = 0 } = await sharp(picture).metadata();
    const grey = await sharp(picture).toColourspace('b-w').jpeg().toBuffer();
    const first = 3 + objects.length;
    kids.push(first + 2);
    const drawing = `q ${width} 0 0 ${height} 0 0 cm /I Do Q`;
    objects.push(
      Buffer.concat([
        Buffer.from(
          `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${grey.length}>>stream\n`,
        ),
        grey,
        Buffer.from('\nendstream'),
      ]),
      Buffer.from(`<</Length ${drawing.length}>>stream\n${drawing}\nendstream`),
      Buffer.from(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Contents ${first + 1} 0 R/Resources<</XObject<</I ${first} 0 R>>>>>>`,
      ),
    );
  }
  const all = [
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((id) => `${id} 0 R`).join(' ')}]>>`),
    ...objects,
  ];
  // No table of contents: readers rebuild it.
  return Buffer.concat([
    Buffer.from('%PDF-1.4\n'),
    ...all.flatMap((object, at) => [Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]),
    Buffer.from('trailer<</Root 1 0 R>>\n%%EOF'),
  ]);
}

const boundary = 'scan-of-a-test';
async function send(noteId: string, files: { name: string; type: string; bytes: Buffer }[], who = teacher) {
  const parts = files.flatMap(({ name, type, bytes }) => [
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="scans"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return (await ent.as(who)).inject({
    method: 'POST',
    url: `/liaison/mots/${noteId}/scans`,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  });
}
const jpegs = (pictures: Buffer[]) => pictures.map((bytes, at) => ({ name: `scan-${at}.jpg`, type: 'image/jpeg', bytes }));
const printed = async (noteId: string) =>
  picturesOf(browser, (await (await ent.as(teacher)).get(`/liaison/mots/${noteId}/coupons`)).rawPayload, dpi);
const answers = async (noteId: string) =>
  (
    await ent.db.pool.query<{ name: string; answer: string | null }>(
      `select p.last_name as name, r.answer from liaison.replies r join kernel.people p on p.id = r.pupil_id where r.note_id = $1 and r.undone_at is null`,
      [noteId],
    )
  ).rows;

test('28 slips out, 28 slips back: printed, ticked and signed with a pen, scanned askew and grainy, each answer is the family’s own', {
  timeout: 120_000,
}, async () => {
  const noteId = await sentBy(ent, teacher, [classId], { title: 'Sortie au muséum', reply: 'yes-no' });
  const { waiting } = (await (await ent.as(teacher)).json(`/liaison/mots/${noteId}/papier`)).json();
  const pens = Array.from({ length: 28 }, (_, at): Pen => ({ tick: at % 3 === 0 ? 1 : 0 }));
  const sheets = await onGlass(await scanned(await printed(noteId), pens, { turn: 1.5 }));
  const sent = await send(noteId, jpegs(sheets));
  expect(sent.statusCode).toBe(303);
  expect(decodeURIComponent(String(sent.headers['set-cookie']))).toContain('28 réponses sont enregistrées');
  const known = await answers(noteId);
  expect(known).toHaveLength(28);
  expect(Object.fromEntries(known.map(({ name, answer }) => [`Enfant ${name}`, answer]))).toEqual(
    Object.fromEntries(waiting.map(({ child }: { child: string }, at: number) => [child, at % 3 === 0 ? 'no' : 'yes'])),
  );
});

test('in one PDF, upside down: what is not plain is left to a human, by name, and nothing is guessed', { timeout: 120_000 }, async () => {
  const noteId = await sentBy(ent, teacher, [classId], { title: 'Piscine', reply: 'yes-no' });
  const pages = await printed(noteId);
  const pens: Pen[] = [{ tick: 0 }, {}, { tick: 1, sign: false }, { tick: 1 }];
  const pictures = await scanned(pages, pens, { turn: 180 });
  const both = await sharp(pictures[0]).toBuffer();
  const pdf = await pdfOf([...pictures, both]);
  const sent = await send(noteId, [{ name: 'scan.pdf', type: 'application/pdf', bytes: pdf }]);
  const said = decodeURIComponent(String(sent.headers['set-cookie']));
  expect(said).toMatch(/2 réponses sont enregistrées.*À saisir à la main.*Enfant Numéro\d+ et Enfant Numéro\d+/);
  expect((await answers(noteId)).map(({ answer }) => answer).sort()).toEqual(['no', 'yes']);
  // Again, by mistake: nothing twice.
  await send(noteId, jpegs(pictures));
  expect(await answers(noteId)).toHaveLength(2);
});

test('a slip of another note, a code made elsewhere, a holiday picture and a broken file change nothing, and are said', {
  timeout: 120_000,
}, async () => {
  const [mine, other] = [
    await sentBy(ent, teacher, [classId], { title: 'Un', reply: 'yes-no' }),
    await sentBy(ent, teacher, [classId], { title: 'Deux', reply: 'yes-no' }),
  ];
  const [slip] = await scanned(await printed(other), [{ tick: 0 }]);
  const sky = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#7fb2ff' } })
    .jpeg()
    .toBuffer();
  expect((await send(mine, jpegs([sky]))).statusCode).toBe(422);
  expect((await send(mine, [{ name: 'x.pdf', type: 'application/pdf', bytes: Buffer.from('%PDF-1.4 coupé') }])).statusCode).toBe(422);
  expect((await send(mine, [])).statusCode).toBe(422);
  const sent = await send(mine, jpegs([slip ?? sky]));
  expect(decodeURIComponent(String(sent.headers['set-cookie']))).toMatch(/0 réponse.*Une feuille n’est pas un coupon/);
  expect(await answers(mine)).toEqual([]);
  for (const stranger of [v.lou, v.marc, v.anne]) expect((await send(other, jpegs([slip ?? sky]), stranger)).statusCode).toBe(404);
  expect(await answers(other)).toEqual([]);
});

test('a sealed code that is changed in any byte is nobody’s', () => {
  const code = payload(ent.secret, { noteId: v.zelie, pupilId: v.tom, guardianIds: [v.anne, v.karim] });
  expect(slipIn(ent.secret, code)).toEqual({ noteId: v.zelie, pupilId: v.tom, guardianIds: [v.anne, v.karim] });
  for (let at = 0; at < code.length; at += 1) {
    const changed = Buffer.from(code);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect([at, slipIn(ent.secret, changed)]).toEqual([at, undefined]);
  }
  for (const short of [Buffer.alloc(0), code.subarray(0, 30), Buffer.concat([code, code])])
    expect(slipIn(ent.secret, short)).toBeUndefined();
});
