import { type Download, type Hidden, hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { clockText, dayText, hourText } from '#kernel/ui';
import { type Clock, clockOf, currentHalfDay, type HalfDayAt, wordOf } from './half-days.ts';
import { calls, countsSchool } from './policy.ts';
import { type Line, linesOf } from './roll.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

type ClassPlace = { id: string; name: string; teachers: string };

/** Who is here, by class, one sheet each: to take along when everybody goes out to the yard. */
export const schoolPresent = download('/appel/ecoles/:schoolId/presents', {
  params: z.object({ schoolId: uuid }),
  may: countsSchool,
  load: async ({ db, now, params: { schoolId } }) => present(db, schoolId, null, now),
});

export const classPresent = download('/appel/:classId/presents', {
  params: z.object({ classId: uuid }),
  may: calls,
  load: async ({ db, now, params: { classId } }) => {
    const place = await db.selectFrom('kernel.places').select('school_id').where('id', '=', classId).executeTakeFirst();
    return place?.school_id ? present(db, place.school_id, classId, now) : hidden;
  },
});

async function present(db: Reader<Tables>, schoolId: string, classId: string | null, now: Date): Promise<Download | Hidden> {
  const { rows: classes } = await sql<ClassPlace>`
    select c.id, c.name, coalesce((select string_agg(p.first_name || ' ' || p.last_name, ', ' order by p.last_name)
      from kernel.functions_today f join kernel.people p on p.id = f.person_id where f.place_id = c.id and f.kind = 'teacher'), '') as teachers
    from kernel.places c
    where c.school_id = ${schoolId} and c.kind = 'class' and c.closed_on is null and (${classId}::uuid is null or c.id = ${classId}::uuid)
    order by c.name, c.id`.execute(db);
  const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
  if (!school) return hidden;
  const clock = await clockOf(db, schoolId, now);
  const halfDay = await currentHalfDay(db, schoolId, now);
  const sheets = await Promise.all(classes.map((one) => sheetFor(db, one, clock, halfDay)));
  return {
    name: `${t.presentFile({ name: school.name })}.pdf`,
    mediaType: 'application/pdf',
    inline: true,
    bytes: await renderPdf({
      template: new URL('./sheets/present.typ', import.meta.url),
      data: {
        title: t.presentTitle,
        school: school.name,
        lead: t.printedAt({ day: dayText(clock.day), at: clockText(now) }),
        words: { headcount: t.headcount, counted: t.countedInYard, none: t.noPupils },
        sheets,
      },
    }),
  };
}

/** One class: each child with a box to tick; those who are not here are said to be so, never left out. */
async function sheetFor(db: Reader<Tables>, { id, name, teachers }: ClassPlace, { day }: Clock, halfDay: HalfDayAt | undefined) {
  const half = halfDay?.half ?? 'morning';
  const call = await db
    .selectFrom('attendance.calls')
    .select('called_at')
    .where('class_id', '=', id)
    .where('day', '=', day)
    .where('half', '=', half)
    .executeTakeFirst();
  const lines = await linesOf(db, { classId: id, day, half });
  const here = lines.filter(({ state }) => state !== 'absent').length;
  return {
    name,
    teachers,
    called: call ? t.calledAt({ half: wordOf(half), at: clockText(call.called_at) }) : t.notCalledPaper,
    count: call ? t.hereOf({ here, all: lines.length }) : t.enrolled({ count: lines.length }),
    pupils: lines.map((line) => ({ name: line.name, away: line.state === 'absent', more: moreOf(line, call !== undefined) })),
  };
}

const moreOf = ({ state, arrived, announced }: Line, called: boolean): string => {
  if (state === 'absent') return called ? t.absent : t.announced;
  if (state === 'late') return arrived ? t.arrivedLate({ at: hourText(arrived) }) : t.late;
  return announced ? t.announced : '';
};
