import { newId, sql, type Writer } from '#kernel';
import { docOf, plainOf } from '#kernel/rich-text';
import { parisDay } from '#kernel/ui';
import { contentHash } from './notes.ts';
import { seen } from './read.tsx';
import { countsOf, freeze, whoWillReceive } from './recipients.ts';
import type { Category, ReplyKind, Signers, Tables } from './tables.ts';

/** `waiting`: guardians who have answered nothing yet, so that a visitor who takes their place has something to do. */
type Seat = { classId: string; teacherId: string; now: Date; waiting?: string[] };
type Demo = {
  category: Category;
  title: string;
  text: string;
  replyKind: ReplyKind;
  signers?: Signers;
  due?: (now: Date) => string;
  ago?: number;
};

const day = 86_400_000;

/** Some days before, at the end of a school day: nobody writes to families on a Sunday at three in the morning. */
function schoolDayBefore(now: Date, days: number): Date {
  const at = new Date(now.getTime() - days * day);
  while ([0, 3, 6].includes(at.getUTCDay())) at.setTime(at.getTime() - day);
  at.setUTCHours(14, 35, 0, 0);
  return at;
}

/** The Thursday that comes, two days from now at least: the reading is on a Friday. */
function thursdayAfter(now: Date): string {
  const at = new Date(now.getTime() + 2 * day);
  while (at.getUTCDay() !== 4) at.setTime(at.getTime() + day);
  return parisDay(at);
}

const museum: Demo = {
  category: 'outing',
  title: 'Une journée au musée, avec pique-nique',
  text: 'Chères familles,\n\nNous partons toute la journée au muséum, en autocar. Les enfants y mèneront l’enquête : qui a laissé ces empreintes dans l’argile ?\n\n- Départ à 8 h 45, retour à 16 h 15.\n- Un pique-nique sans bonbons, une gourde, un vêtement de pluie.\n- Deux parents accompagnateurs sont les bienvenus : dites-le-moi au portail.\n\nLa classe de mer du printemps dépendra de cette première sortie : c’est pourquoi je demande la signature de chaque responsable.',
  replyKind: 'signature',
  signers: 'all',
  due: (now) => parisDay(new Date(now.getTime() + 7 * day)),
  ago: 2,
};
const meeting: Demo = {
  category: 'class-life',
  title: 'Le goûter lu : qui vient vendredi ?',
  text: 'Chères familles,\n\nVendredi à 16 h 30, les enfants lisent à voix haute les contes qu’ils ont écrits. Il y aura du thé, du sirop et, si le four de l’école le veut bien, des sablés.\n\nViendrez-vous ?',
  replyKind: 'yes-no',
  due: thursdayAfter,
  ago: 4,
};
const draft: Demo = {
  category: 'supplies',
  title: 'Une boîte à chaussures pour notre théâtre d’ombres',
  text: 'Chères familles,\n\nPour fabriquer notre théâtre d’ombres, merci de garder une boîte à chaussures vide, avec son couvercle.',
  replyKind: 'none',
};

/** Three notes as a class has them one November day: a signature asked of all, a question half answered, a draft. */
export async function seedDemo(db: Writer<Tables>, seat: Seat): Promise<void> {
  await writeDemo(db, seat, draft);
  const outing = await sendDemo(db, seat, museum);
  await answered(db, seat, outing, () => null, 3);
  const question = await sendDemo(db, seat, meeting);
  await answered(db, seat, question, (at) => (at % 3 === 0 ? 'no' : 'yes'), 2);
}

export async function writeDemo(db: Writer<Tables>, { classId, teacherId, now }: Seat, note: Demo): Promise<string> {
  const place = await db.selectFrom('kernel.places').select('school_id').where('id', '=', classId).executeTakeFirstOrThrow();
  const at = note.ago ? schoolDayBefore(now, note.ago) : now;
  const body = docOf(note.text.replace(/ (?=[:;!?])/g, '\u00a0'));
  const id = newId(at.getTime());
  await db
    .insertInto('liaison.notes')
    .values({
      id,
      school_id: place.school_id ?? classId,
      author_id: teacherId,
      category: note.category,
      title: note.title.replace(/ (?=[:;!?])/g, '\u00a0'),
      body: JSON.stringify(body),
      plain: plainOf(body),
      deadline: note.due?.(now) ?? null,
      reply_kind: note.replyKind,
      signers: note.signers ?? 'one',
      reminded_at: null,
      sent_at: null,
      arrives_at: null,
      urgent_reason: null,
      withdrawn_at: null,
      updated_at: at,
    })
    .execute();
  await db.insertInto('liaison.addressees').values({ note_id: id, class_id: classId, pupil_id: null }).execute();
  return id;
}

export async function sendDemo(db: Writer<Tables>, seat: Seat, note: Demo): Promise<string> {
  const id = await writeDemo(db, seat, note);
  const children = await whoWillReceive(db, id);
  if (countsOf(children).children === 0) return id;
  const at = schoolDayBefore(seat.now, note.ago ?? 1);
  const kept = await db.selectFrom('liaison.notes').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await freeze(db, id, children);
  await db
    .insertInto('liaison.versions')
    .values({
      note_id: id,
      version: 1,
      title: kept.title,
      body: JSON.stringify(kept.body),
      deadline: kept.deadline,
      asks_again: true,
      written_by: seat.teacherId,
      written_at: at,
      content_sha256: await contentHash(db, id, { ...kept, replyKind: kept.reply_kind }),
    })
    .execute();
  await db.updateTable('liaison.notes').set({ state: 'sent', sent_at: at, arrives_at: at }).where('id', '=', id).execute();
  await db.deleteFrom('liaison.addressees').where('note_id', '=', id).execute();
  return id;
}

/** Some answer, some only read, the rest has not come yet; one slip came back on paper. */
async function answered(
  db: Writer<Tables>,
  { now, teacherId, waiting = [] }: Seat,
  noteId: string,
  answer: (at: number) => string | null,
  every: number,
): Promise<void> {
  const { rows } = await sql<{ pupilId: string; guardianId: string }>`
    select r.pupil_id as "pupilId", r.guardian_id as "guardianId" from liaison.recipients r
    where r.note_id = ${noteId} and r.holds_authority order by r.pupil_id, r.guardian_id`.execute(db);
  for (const [at, { pupilId, guardianId }] of rows.entries()) {
    if (at % every === every - 1 || waiting.includes(guardianId)) continue;
    const when = new Date(schoolDayBefore(now, 2).getTime() + (40 + at * 11) * 60_000);
    const paper = at === 0;
    if (!paper) await seen(db, { noteId, pupilId, guardianId, version: 1, askedVersion: 1, now: when });
    if (at % 5 === 4) continue;
    await db
      .insertInto('liaison.replies')
      .values({
        id: newId(when.getTime()),
        note_id: noteId,
        pupil_id: pupilId,
        guardian_id: guardianId,
        number: 1,
        version: 1,
        answer: answer(at),
        at: when,
        on_paper: paper,
        entered_by: paper ? teacherId : null,
        undone_at: null,
      })
      .execute();
  }
}
