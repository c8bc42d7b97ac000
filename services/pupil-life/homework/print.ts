import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { docOf } from '#kernel/rich-text';
import { dayText } from '#kernel/ui';
import { keeps, looksAt } from './policy.ts';
import { sessionsOf } from './sessions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { classDays, isoDay, mondayOf, sundayOf } from './week.ts';
import { classById, type Work, worksOf } from './works.ts';

const { download } = routesFor<Tables>();
const params = z.object({ classId: uuid, week: isoDay });

const lineOf = (work: Work) => ({
  head: `${t[work.kind]} · ${t.subjectName({ subject: work.subject })}`,
  body: docOf(work.body),
  some: work.forSome.length > 0 ? t.onlyFor({ names: work.forSome }) : '',
});

async function weekOf(db: Reader<Tables>, classId: string, week: string) {
  const one = await classById(db, classId);
  if (!one) return;
  const [monday, sunday] = [mondayOf(week), sundayOf(week)];
  const works = await worksOf(db, classId, monday, sunday);
  const days = [...new Set([...(await classDays(db, one.schoolId, monday, sunday)), ...works.map(({ dueOn }) => dueOn)])].sort();
  return { one, works, days, monday, sunday, lead: t.weekFrom({ day: dayText(monday) }) };
}

const pdf = async (name: string, sheet: string, data: unknown) => ({
  name: `${name}.pdf`,
  mediaType: 'application/pdf',
  bytes: await renderPdf({ template: new URL(`./sheets/${sheet}.typ`, import.meta.url), data }),
  inline: true,
});

/** The week for the paper notebook: a slip for each child, four on a sheet, with what is for that child only. */
export const slips = download('/devoirs/:classId/semaine/:week/papillons', {
  params,
  may: looksAt,
  load: async ({ db, params: { classId, week } }) => {
    const found = await weekOf(db, classId, week);
    if (!found) return hidden;
    const { rows: children } = await sql<{ name: string; works: string[] }>`
      select p.first_name || ' ' || p.last_name as name, coalesce((
        select json_agg(o.work_id) from homework.of_pupils o where o.pupil_id = p.id and o.work_id = any (${found.works.map(({ id }) => id)}::uuid[])), '[]') as works
      from kernel.functions_today f join kernel.people p on p.id = f.person_id
      where f.place_id = ${classId} and f.kind = 'pupil' order by p.last_name, p.first_name, p.id`.execute(db);
    return pdf(t.slipsFile(found.one), 'slips', {
      title: t.slipsFile(found.one),
      className: found.one.name,
      lead: found.lead,
      cut: t.cut,
      slips: children.map((child) => ({
        child: child.name,
        days: found.days.map((day) => ({
          day: dayText(day),
          lines: found.works
            .filter((work) => work.dueOn === day && child.works.includes(work.id))
            .map((work) => ({ ...lineOf(work), some: '' })),
        })),
      })),
    });
  },
});

/** The week of the class on one sheet, for the door: without what is for some children only, whom everybody would read there. */
export const poster = download('/devoirs/:classId/semaine/:week/affiche', {
  params,
  may: looksAt,
  load: async ({ db, params: { classId, week } }) => {
    const found = await weekOf(db, classId, week);
    if (!found) return hidden;
    const forAll = found.works.filter(({ forSome }) => forSome.length === 0);
    return pdf(t.posterFile(found.one), 'poster', {
      title: t.weekOf(found.one),
      lead: found.lead,
      days: found.days.map((day) => ({ day: dayText(day), lines: forAll.filter(({ dueOn }) => dueOn === day).map(lineOf) })),
    });
  },
});

/** The cahier-journal of a week, what is asked at home beside what is done in class. */
export const diarySheet = download('/devoirs/:classId/cahier-journal/:week/imprimer', {
  params,
  may: keeps,
  load: async ({ db, params: { classId, week } }) => {
    const found = await weekOf(db, classId, week);
    if (!found) return hidden;
    const sessions = await sessionsOf(db, classId, found.monday, found.sunday);
    const days = [...new Set([...found.days, ...sessions.map(({ day }) => day)])].sort();
    return pdf(t.diaryOf(found.one), 'diary', {
      title: t.diaryOf(found.one),
      lead: found.lead,
      asked: t.askedThatDay,
      days: days.map((day) => ({
        day: dayText(day),
        sessions: sessions
          .filter((session) => session.day === day)
          .map((one) => ({
            head: `${t[one.half]} · ${t.subjectName({ subject: one.subject })}`,
            state: one.done ? t.doneInClass : t.planned,
            body: docOf(one.body),
          })),
        lines: found.works.filter(({ dueOn }) => dueOn === day).map(lineOf),
      })),
    });
  },
});
