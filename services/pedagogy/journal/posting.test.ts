import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { startEnt } from '#kernel/testing';
import { feedOf, phonePhoto, sendForm, tuesday, village } from './scene.ts';
import journal from './service.ts';

const ent = await startEnt([journal], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const here = `/journal/${v.ce1}`;
const photo = async (hue?: number) => ({ name: 'IMG_1.JPG', type: 'image/jpeg', bytes: await phonePhoto(hue) });
/** With ordinary spaces. */
const plain = (html: string) => html.replaceAll('\u00a0', ' ');
const posts = async (who = v.claire) => {
  const found = await feedOf(ent, who, v.ce1);
  return Array.isArray(found) ? found : [];
};

test('without script, two photos and a few words are posted in one form, and both homes see them at once', async () => {
  const fields = { key: newId(), caption: 'La mare a gelé.', pupils: [v.zelie, v.tom] };
  const sent = await sendForm(claire, here, fields, [await photo(1), await photo(2)]);
  expect([sent.statusCode, sent.headers.location]).toEqual([303, here]);
  for (const reader of [v.anne, v.karim, v.julie, v.paul, v.zelie, v.atsem, v.dominique, v.claire]) {
    const [post] = await posts(reader);
    expect(post).toMatchObject({ caption: 'La mare a gelé.', state: 'shown' });
    expect(post?.pictures.map(({ shown, names }) => ({ shown, names }))).toEqual([
      { shown: true, names: ['Tom', 'Zélie'] },
      { shown: true, names: ['Tom', 'Zélie'] },
    ]);
  }
  for (const stranger of [v.emine, v.marc, v.lou, v.ali]) expect(await feedOf(ent, stranger, v.ce1)).toBe(404);
});

test('no byte that is kept or answered says where a photo was taken, nor by which telephone; photos are light and upright', async () => {
  const [post] = await posts();
  const anne = await ent.as(v.anne);
  const answered = await Promise.all(
    (post?.pictures ?? []).flatMap(({ id }) =>
      ['', '/vignette'].map(async (size) => (await anne.get(`/journal/photos/${id}${size}`)).rawPayload),
    ),
  );
  const stored = ['files', 'uploads'].flatMap((room) => {
    const folder = join(ent.folder, room);
    const found = readdirSync(ent.folder).includes(room) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    return found.filter((one) => one.isFile()).map((one) => readFileSync(join(one.parentPath, one.name)));
  });
  expect([answered.length, stored.length]).toEqual([4, 4]);
  for (const bytes of [...answered, ...stored]) {
    const { exif, xmp, iptc, icc, orientation, format, width = 0, height = 0 } = await sharp(bytes).metadata();
    expect({ exif, xmp, iptc, icc, orientation, format }).toEqual({ format: 'webp' });
    expect(bytes.includes('SECRETPHONE')).toBe(false);
    expect(bytes.includes('EXIF')).toBe(false);
    expect(height).toBeGreaterThan(width);
  }
  expect(Math.max(...answered.map(({ length }) => length))).toBeLessThan(150_000);
});

test('the finest noise of 12 megapixels still fits: 150 kB in the feed, 30 kB in a row of small ones', { timeout: 60_000 }, async () => {
  const noise = await sharp({
    create: { width: 4000, height: 3000, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
    .jpeg({ quality: 90 })
    .toBuffer();
  await sendForm(claire, here, { key: newId(), nobody: 'on' }, [{ name: 'sable.jpg', type: 'image/jpeg', bytes: noise }]);
  const [post] = await posts();
  const weight = async (size: string) => (await claire.get(`/journal/photos/${post?.pictures[0]?.id}${size}`)).rawPayload.length;
  expect(await weight('')).toBeLessThanOrEqual(150_000);
  expect(await weight('/vignette')).toBeLessThanOrEqual(30_000);
});

test.for([
  ['nobody said who is on it', {}, 'Dites qui est sur chaque photo'],
  ['somebody and nobody at once', { nobody: 'on', pupils: ['zelie'] }, 'pas les deux'],
  ['a child whose father said no', { pupils: ['zelie', 'noa'] }, 'Noa : la famille n’est pas d’accord'],
  ['a child of another class', { pupils: ['ali'] }, 'n’est plus dans cette classe'],
] as const)('a photo is refused, and nothing is kept, when %s', async ([, said, sentence]) => {
  const before = await ent.db.selectFrom('kernel.files').select('id').execute();
  const ids = { zelie: v.zelie, noa: v.noa, ali: v.ali };
  const fields = {
    ...('nobody' in said ? { nobody: 'on' } : {}),
    ...('pupils' in said ? { pupils: said.pupils.map((name) => ids[name]) } : {}),
  };
  const sent = await sendForm(claire, here, { key: newId(), caption: 'Non', ...fields }, [await photo()]);
  expect([sent.statusCode, plain(sent.body).includes(sentence)]).toEqual([422, true]);
  expect((await posts()).some(({ caption }) => caption === 'Non')).toBe(false);
  expect(await ent.db.selectFrom('kernel.files').select('id').execute()).toEqual(before);
});

test('what is no photo, too many of them, or nothing at all, is refused with a sentence', async () => {
  const file = (name: string, type: string, bytes: Buffer) =>
    sendForm(claire, here, { key: newId(), nobody: 'on' }, [{ name, type, bytes }]);
  const refused = await file('jeu.exe', 'application/x-msdownload', Buffer.from('MZ'));
  expect([refused.statusCode, refused.body.includes('jeu.exe')]).toEqual([422, true]);
  expect((await file('voix.webm', 'audio/webm', Buffer.from('not a voice at all'))).statusCode).toBe(422);
  expect((await sendForm(claire, here, { key: newId(), nobody: 'on' })).statusCode).toBe(422);
  const many = await Promise.all(Array.from({ length: 21 }, () => photo()));
  expect((await sendForm(claire, here, { key: newId(), nobody: 'on' }, many)).statusCode).toBe(422);
});

test('a form sent twice is posted once, and its key opens nothing to somebody else', async () => {
  const key = newId();
  const send = (who = claire) => sendForm(who, here, { key, caption: 'Une seule fois', nobody: 'on' }, []);
  const answers = await Promise.all([send(), send()]);
  answers.push(await send());
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
  expect((await posts()).filter(({ caption }) => caption === 'Une seule fois').length).toBe(1);
  expect((await send(await ent.as(v.atsem))).statusCode).toBe(404);
});

test('a voice is posted with its words; a child heard in it must be one who may be heard; a telephone’s own notes are emptied', async () => {
  const place = 'Rue de la Mare, Launaguet';
  const box = (kind: string, inside: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(inside.length + 8, 0);
    head.write(kind, 4, 'latin1');
    return Buffer.concat([head, inside]);
  };
  const sound = Buffer.from('SOUND'.repeat(40));
  const mp4 = Buffer.concat([
    box('ftyp', Buffer.from('M4A isom')),
    box('moov', box('udta', box('name', Buffer.from(place)))),
    box('mdat', sound),
  ]);
  const voice = { name: `${place}.m4a`, type: 'audio/mp4', bytes: mp4 };
  const refused = await sendForm(claire, here, { key: newId(), caption: 'Poème', heard: v.noa }, [voice]);
  expect([refused.statusCode, plain(refused.body).includes('Noa : la famille n’est pas d’accord pour la voix')]).toEqual([422, true]);
  expect((await sendForm(claire, here, { key: newId(), caption: 'Poème', heard: v.zelie }, [voice])).statusCode).toBe(303);
  const [post] = await posts();
  expect(post?.voice).toBe('heard');
  const anne = await ent.as(v.anne);
  const url = `/journal/publications/${post?.id}/voix`;
  const heard = await anne.get(url);
  expect([
    heard.headers['content-type'],
    heard.rawPayload.length,
    heard.rawPayload.includes(place),
    heard.rawPayload.includes(sound),
  ]).toEqual(['audio/mp4', mp4.length, false, true]);
  const part = await anne.inject({ url, headers: { range: 'bytes=4-7' } });
  expect([part.statusCode, part.headers['content-range'], part.body]).toEqual([206, `bytes 4-7/${mp4.length}`, 'ftyp']);
  await v.agree(v.karim, v.zelie, true, ['picture-class']);
  await v.agree(v.karim, v.zelie, false, ['voice']);
  expect((await posts(v.anne))[0]?.voice).toBe('silent');
  expect((await anne.get(url)).statusCode).toBe(404);
});
