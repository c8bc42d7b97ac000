import { hidden, type Me, optionalText, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { placesOf } from '#kernel/perimeter';
import { Confirm, CopyButton, momentText, Notice, Page, PrintButton, TextArea } from '#kernel/ui';
import { knownOf } from '../register.tsx';
import { r } from '../register-texts.ts';
import type { Tables } from '../tables.ts';
import { addBreachStep, breachOf, keepsBreach } from './breach.ts';
import { letters } from './letters.ts';
import { ExerciseMark, titleOf } from './standing.tsx';
import { b } from './words.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ breachId: uuid });
const staff = ['director', 'teacher', 'assistant', 'atsem'] as const;

/** The texts filled from the facts: for the CNIL, for adults, for children. */
export const lettersPage = page('/donnees/fuites/:breachId/textes', {
  params,
  may: keepsBreach,
  fresh: true,
  answer: z.object({
    ...{ id: z.string(), title: z.string(), exercise: z.boolean(), place: z.string().nullable(), schoolId: z.string().nullable() },
    ...{ peopleToldAt: z.date().nullable(), closed: z.boolean() },
    ...{ cnil: z.string(), people: z.string(), child: z.string().nullable(), now: z.date() },
  }),
  load: async ({ db, params: { breachId }, now }) => {
    const breach = await breachOf(db, breachId);
    if (!breach) return hidden;
    const { controller, dpo } = await knownOf(db);
    const known = { controller, dpo: dpo === r.unknownDpo ? b.dpoByPost : dpo };
    const { id, exercise, place, schoolId, peopleToldAt } = breach;
    return {
      ...{ id, exercise, place, schoolId, peopleToldAt, now, title: titleOf(breach), closed: breach.closedAt !== null },
      cnil: letters.cnil({ breach, now, ...known }),
      people: letters.people({ breach, ...known }),
      child: breach.children ? letters.child(breach) : null,
    };
  },
  view: ({ id, title, exercise, place, schoolId, peopleToldAt, closed, cnil, people, child, now }) => (
    <Page title={b.letters} family="governance" narrow lead={b.lettersLead} trail={[{ label: title, href: `/donnees/fuites/${id}` }]}>
      <ExerciseMark exercise={exercise} />
      <PrintButton />
      <Letter title={b.cnilText} text={cnil} />
      <Letter title={b.peopleText} text={people} />
      {child && <Letter title={b.childText} text={child} />}
      <h2>{b.tell}</h2>
      {peopleToldAt && <p>{b.toldOn({ moment: momentText(peopleToldAt, now) })}</p>}
      {!peopleToldAt && exercise && <Notice>{b.tellExercise}</Notice>}
      {!peopleToldAt && !exercise && !schoolId && <Notice>{b.tellNoSchool}</Notice>}
      {!peopleToldAt && !exercise && schoolId && !closed && (
        <Confirm
          action={`/donnees/fuites/${id}/annonce`}
          label={b.tell}
          sentence={b.tellSentence({ place: place ?? '' })}
          confirm={b.tellConfirm}
        >
          <TextArea name="text" label={b.tellLabel} rows={14} required value={people} maxlength={6000} />
          {child && <TextArea name="childText" label={b.tellChildLabel} rows={10} required value={child} maxlength={3000} />}
        </Confirm>
      )}
    </Page>
  ),
});

const Letter = ({ title, text }: { title: string; text: string }) => (
  <section>
    <h2>{title}</h2>
    <p class="as-typed">{text}</p>
    <CopyButton text={text} />
  </section>
);

/** Families and the team of the school, once, at once; never of an exercise. */
export const tellPeople = action('/donnees/fuites/:breachId/annonce', {
  params,
  may: keepsBreach,
  fresh: true,
  does: 'breach.told',
  body: z.object({ text: z.string(b.giveText).trim().min(1, b.giveText).max(6000), childText: optionalText(3000) }),
  redraw: lettersPage,
  run: async ({ db, me, params: { breachId }, body: { text, childText }, now, emit }) => {
    const row = await db.selectFrom('privacy.breaches').selectAll().where('id', '=', breachId).forUpdate().executeTakeFirstOrThrow();
    const { schoolId } = (await breachOf(db, breachId)) ?? {};
    if (row.exercise) return refuse('exercise', b.tellExercise, { status: 409 });
    if (!schoolId) return refuse('place', b.tellNoSchool, { status: 409 });
    if (row.people_told_at) return refuse('already', b.tellAlready, { status: 409 });
    if (row.closed_at) return refuse('closed', b.closedAlready, { status: 409 });
    if (row.children && !childText) return refuse('child', b.giveText, { field: 'childText' });
    if (/\[[^\]]*\]/.test(`${text}${childText}`)) return refuse('unfinished', b.unfinished, { field: 'text' });
    await db
      .updateTable('privacy.breaches')
      .set({ people_told_at: now, people_told: text, children_told: row.children ? childText : null })
      .where('id', '=', breachId)
      .execute();
    await addBreachStep(db, { breachId, kind: 'people', words: b.peopleWords, by: me.personId, now });
    const { rows } = await sql<{ id: string }>`
      select distinct person_id as id from kernel.functions_today where school_id = ${schoolId} and kind = 'pupil'`.execute(db);
    const payload = { breachId };
    await emit('breachNotice', { to: { guardiansOf: rows.map(({ id }) => id) }, payload, urgent: true });
    await emit('breachNotice', { to: { in: [schoolId], kinds: [...staff] }, payload, urgent: true });
    return { see: `/donnees/fuites/${breachId}/textes`, say: b.tellDone, note: { schoolId, details: { breach: breachId } } };
  },
});

/** SQL: the school of a breach that was told. */
export async function toldIn(db: Reader<Tables>, breachId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('privacy.breaches')
    .select('place_id')
    .where('id', '=', breachId)
    .where('people_told_at', 'is not', null)
    .executeTakeFirst();
  return row?.place_id ?? undefined;
}

async function wasTold({ db, me, params: { breachId } }: { db: Reader<Tables>; me: Me; params: { breachId: string } }): Promise<boolean> {
  const schoolId = await toldIn(db, breachId);
  if (!schoolId) return false;
  const works = placesOf(me, ...staff).includes(schoolId) || me.functions.some((hat) => hat.schoolId === schoolId);
  return works || me.children.some((child) => child.schoolId === schoolId);
}

/** What families and the team were told; a pupil reads words of their own. */
export const noticePage = page('/donnees/avis/:breachId', {
  params,
  may: wasTold,
  answer: z.object({ text: z.string(), forChildren: z.string().nullable(), child: z.boolean() }),
  load: async ({ db, me, params: { breachId } }) => {
    const one = await breachOf(db, breachId);
    if (!one?.peopleTold) return hidden;
    const child = me.functions.some(({ kind }) => kind === 'pupil');
    const forChildren = one.childrenTold;
    if (child && !forChildren) return hidden;
    return { text: child ? '' : one.peopleTold, forChildren, child };
  },
  view: ({ text, forChildren, child }) => (
    <Page title={child ? b.childNotice : b.noticeTitle} family="governance" narrow lead={child ? undefined : b.noticeLead}>
      {!child && <p class="as-typed">{text}</p>}
      {forChildren && !child && <h2>{b.forChildren}</h2>}
      {forChildren && <p class="as-typed">{forChildren}</p>}
      {!child && <PrintButton />}
    </Page>
  ),
});
