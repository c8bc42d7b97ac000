import { type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { classesOf } from '#kernel/perimeter';
import { Form, Radios, Submit } from '#kernel/ui';
import { hands } from './hands.ts';
import { teachesIt } from './policy.ts';
import { t } from './texts.ts';

const { action } = routesFor();

export const classHand = z.object({ id: z.uuid(), name: z.string(), hand: z.enum(hands).nullable() });

/** The classes I teach, and the writing each of them meets first. */
export const classHandsOf = (db: Reader, me: Me) =>
  db
    .selectFrom('kernel.places as p')
    .leftJoin('kernel.class_hands as h', 'h.class_id', 'p.id')
    .select(['p.id', 'p.name', 'h.hand'])
    .where(sql<boolean>`p.id = any (${classesOf(me, ['teacher'])}::uuid[])`)
    .orderBy('p.name')
    .execute();

export const ClassHands = ({ classes }: { classes: z.infer<typeof classHand>[] }) =>
  classes.length === 0 ? null : (
    <section aria-labelledby="classes">
      <h2 id="classes">{t.myClasses}</h2>
      <p>{t.myClassesLead}</p>
      {classes.map(({ id, name, hand }) => (
        <Form key={id} action={`/lecture/classes/${id}`}>
          <Radios
            name="hand"
            label={t.ofClass({ name })}
            required
            inline
            value={hand ?? 'level'}
            options={[{ value: 'level', label: t.byLevel, hint: t.byLevelHint }, ...hands.map((one) => ({ value: one, label: t[one] }))]}
          />
          <Submit weight="plain">{t.keep}</Submit>
        </Form>
      ))}
    </section>
  );

export const chooseClassHand = action('/lecture/classes/:classId', {
  params: z.object({ classId: uuid }),
  may: teachesIt,
  does: 'class-hand.chosen',
  body: z.object({ hand: z.enum([...hands, 'level'], t.unknownHand) }),
  run: async ({ db, params: { classId }, body: { hand } }) => {
    if (hand === 'level') await db.deleteFrom('kernel.class_hands').where('class_id', '=', classId).execute();
    else
      await db
        .insertInto('kernel.class_hands')
        .values({ class_id: classId, hand })
        .onConflict((known) => known.column('class_id').doUpdateSet({ hand }))
        .execute();
    return { see: '/lecture', say: t.classKept, note: { details: { class: classId, hand } } };
  },
});
