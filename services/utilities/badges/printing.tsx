import { toString as qrOf } from 'qrcode';
import { hidden, newId, type Reader, refuse, routesFor, uuid, type Writer, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import { type Child, type ClassPlace, childrenOf, classPlace } from './children.ts';
import { classroom, params } from './classroom.tsx';
import { killBadge } from './devices.ts';
import { keepsClass, keepsPupil } from './policy.ts';
import { badgeToken, hashOf, picturesOf } from './secrets.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

type Made = { pupilId: string; badgeId: string };

/** The badges of a whole class on A4, ten to a page; those that work go on working, those who have none get one. */
export const printAll = action('/badges/classes/:classId/impression', {
  params,
  may: keepsClass,
  does: 'badges.printed',
  body: z.object({}),
  redraw: classroom,
  prepare: async ({ aside, secret, now, params: { classId } }) => prepared(aside, { classId, secret, now }),
  run: async ({ db, me, now, secret, prepared: { place, made, pdf } }) => {
    if (!(await keepBadges(db, made, { by: me.personId, secret, now }))) return refuse('again', t.printAgain, { status: 409 });
    return {
      file: { name: t.fileOf({ name: place.name }), mediaType: 'application/pdf', bytes: pdf },
      note: { schoolId: place.schoolId, details: { made: made.length } },
    };
  },
});

/** The badge that was lost is dead, another one comes out of the printer. */
export const printNew = action('/badges/classes/:classId/eleves/:pupilId/badge', {
  params: z.object({ classId: uuid, pupilId: uuid }),
  may: keepsPupil,
  does: 'badge.made',
  body: z.object({}),
  redraw: classroom,
  prepare: async ({ aside, secret, now, params: { classId, pupilId } }) => prepared(aside, { classId, secret, now, anew: pupilId }),
  run: async ({ db, me, now, secret, params: { pupilId }, prepared: { place, made, pdf } }) => {
    await killBadge(db, pupilId, now);
    if (!(await keepBadges(db, made, { by: me.personId, secret, now }))) return refuse('again', t.printAgain, { status: 409 });
    return {
      file: { name: t.fileOf({ name: place.name }), mediaType: 'application/pdf', bytes: pdf },
      note: { schoolId: place.schoolId, details: { pupil: pupilId } },
    };
  },
});

type What = { classId: string; secret: Buffer; now: Date; anew?: string };

/** Drawn and printed before the transaction: a press that fails leaves every badge as it was. */
async function prepared(db: Reader<Tables>, { classId, secret, now, anew }: What) {
  const place = await classPlace(db, classId);
  if (!place) return hidden;
  const children = (await childrenOf(db, classId)).filter(({ id }) => anew === undefined || id === anew);
  if (children.length === 0) return refuse('nobody', t.noPupil);
  const made: Made[] = children
    .filter(({ badgeId }) => badgeId === null || anew !== undefined)
    .map(({ id }) => ({ pupilId: id, badgeId: newId(now.getTime()) }));
  const pdf = await sheet(children, { place, secret, now, made, list: anew === undefined });
  return { place, made, pdf };
}

/** False when somebody made badges for the same children at the same moment: paper that opens nothing must not be handed out. */
async function keepBadges(
  db: Writer<Tables>,
  made: Made[],
  { by, secret, now }: { by: string; secret: Buffer; now: Date },
): Promise<boolean> {
  if (made.length === 0) return true;
  const kept = await db
    .insertInto('badges.badges')
    .values(
      made.map(({ pupilId, badgeId }) => ({
        id: badgeId,
        pupil_id: pupilId,
        token_hash: hashOf(badgeToken(secret, badgeId)),
        made_by: by,
        made_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(kept.numInsertedOrUpdatedRows) === made.length;
}

type Paper = { place: ClassPlace; secret: Buffer; now: Date; made: Made[]; list: boolean };

async function sheet(children: Child[], { place, secret, now, made, list }: Paper): Promise<Uint8Array> {
  const cards = await Promise.all(
    children.map(async ({ id, shown, badgeId, emblem }) => {
      const token = badgeToken(secret, made.find(({ pupilId }) => pupilId === id)?.badgeId ?? badgeId ?? '');
      return {
        name: shown,
        place: place.name,
        school: place.school,
        family: emblem.family,
        qr: await qrOf(token, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
      };
    }),
  );
  return renderPdf({
    template: new URL('./badges.typ', import.meta.url),
    data: {
      title: t.ofClass({ name: place.name }),
      cards,
      alt: t.qrAlt,
      list: list
        ? children.map(({ id, shown, pictureNumber }) => ({
            name: shown,
            pictures: picturesOf(secret, id, pictureNumber).map((name) => t[name]),
          }))
        : [],
      words: { title: t.picturesTitle({ name: place.name }), lead: t.picturesLead, pupil: t.pupil, pictures: t.pictures },
      printed: t.printed({ date: dayText(now, now) }),
    },
  });
}
