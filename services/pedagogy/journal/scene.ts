import sharp from 'sharp';
import type { Ent, Visitor } from '#kernel/testing';

/** What the tests of the journal share: a Tuesday at five, two classes, and families who answered each in their way. */
export const tuesday = new Date('2026-11-24T16:00:00Z');

/** As `projectOf('journal', tuesday)`. */
const project = 'journal 2026-2027';

export async function village(ent: Ent) {
  const school = await ent.school();
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const far = await ent.classroom(elsewhere, 'CP');
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const tom = await ent.pupil('Tom Petit', ce1);
  const noa = await ent.pupil('Noa Roux', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const atsem = await ent.person('Rose Pujol');
  await ent.give(atsem, 'atsem', ce1);
  const [anne, karim] = [await ent.guardian('Anne Moreau', zelie), await ent.guardian('Karim Sadi', zelie)];
  const julie = await ent.guardian('Julie Petit', tom);
  const paul = await ent.guardian('Paul Roux', noa);
  const here = { school, ce1, cm2, elsewhere, far, zelie, tom, noa, ali, atsem, anne, karim, julie, paul };
  const agree = (guardianId: string, pupilId: string, given = true, media: Answer['media'] = ['picture-class', 'voice']) =>
    answer(ent, { guardianId, pupilId, given, media });
  // Both homes of Zélie agree, and Tom's; Noa's father said no.
  await agree(anne, zelie);
  await agree(karim, zelie);
  await agree(julie, tom);
  await agree(paul, noa, false);
  return {
    ...here,
    agree,
    claire: await ent.teacher('Claire Benali', ce1),
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    emine: await ent.guardian('Emine Kaya', ali),
  };
}

type Answer = { guardianId: string; pupilId: string; given: boolean; media: readonly ('picture-class' | 'voice')[] };
let answers = 0;

async function answer(ent: Ent, { guardianId, pupilId, given, media }: Answer): Promise<void> {
  answers += 1;
  const at = new Date(tuesday.getTime() - 86_400_000 + answers);
  await ent.db
    .insertInto('kernel.consents')
    .values(
      media.map((medium) => ({
        ...{ id: crypto.randomUUID(), pupil_id: pupilId, guardian_id: guardianId, project, medium, given },
        ...{ answered_at: at, ends_on: '2027-11-30', entered_by: null },
      })),
    )
    .execute();
}

/** A photo as a telephone makes it: upright by its EXIF only, and saying where it was taken. */
export const phonePhoto = (hue = 30, { width = 800, height = 600 } = {}): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: (hue * 7) % 255, b: (hue * 53) % 255 } } })
    .withExif({
      IFD0: { Make: 'SECRETPHONE', Copyright: 'SECRETPHONE' },
      IFD3: { GPSLatitude: '43/1 36/1 0/1', GPSLongitude: '1/1 26/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 70 })
    .toBuffer();

type File = { name: string; type: string; bytes: Buffer };

/** What a browser without script sends: fields and files in one form. */
export function sendForm(who: Visitor, url: string, fields: Record<string, string | string[]>, files: File[] = []) {
  const head = (line: string) => Buffer.from(`--xx\r\ncontent-disposition: form-data; ${line}\r\n\r\n`);
  const parts = Object.entries(fields).flatMap(([name, value]) =>
    [value].flat().map((one) => Buffer.concat([head(`name="${name}"`), Buffer.from(`${one}\r\n`)])),
  );
  const sent = files.map(({ name, type, bytes }) =>
    Buffer.concat([head(`name="files"; filename="${name}"\r\ncontent-type: ${type}`), bytes, Buffer.from('\r\n')]),
  );
  return who.inject({
    method: 'POST',
    url,
    payload: Buffer.concat([...parts, ...sent, Buffer.from('--xx--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=xx', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
  });
}

/** What one person finds in a journal: each post's words, and the names and state of its photos. */
export async function feedOf(ent: Ent, personId: string, classId: string) {
  const answer = await (await ent.as(personId)).json(`/journal/${classId}`);
  if (answer.statusCode !== 200) return answer.statusCode;
  const { posts }: { posts: FeedPost[] } = answer.json();
  return posts;
}
type FeedPost = { id: string; caption: string; state: string; voice: string; pictures: { id: string; shown: boolean; names: string[] }[] };
