import { hidden, optionalText, refuse, routesFor, uuid, z } from '#kernel';
import { heldBy } from '#kernel/consent';
import { Card, CardList, Form, InlineForm, Page, Radios, Submit, TextField } from '#kernel/ui';
import { f } from './file-texts.ts';
import { isOrAnswersFor, mayAskFiles } from './policy.ts';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const wish = z.enum(['keep', 'erase', 'give']);
const Who = z.object({ id: z.string(), firstName: z.string(), mine: z.boolean(), objected: z.boolean() });

/** What becomes of what one shared when the account closes, and of one's data after death. Changed at any time. */
export const wishes = page('/donnees/depart', {
  may: mayAskFiles,
  answer: z.object({ people: z.array(Who), wish, heir: z.string().nullable() }),
  load: async ({ db, me }) => {
    const children = await heldBy(db, me.personId);
    const people = [{ id: me.personId, firstName: me.firstName, mine: true }, ...children.map((child) => ({ ...child, mine: false }))];
    const objections = await db
      .selectFrom('kernel.objections')
      .select('person_id')
      .where(
        'person_id',
        'in',
        people.map(({ id }) => id),
      )
      .execute();
    const directive = await db.selectFrom('privacy.directives').selectAll().where('person_id', '=', me.personId).executeTakeFirst();
    const objected = new Set(objections.map((one) => one.person_id));
    return {
      people: people.map((one) => ({ ...one, objected: objected.has(one.id) })),
      wish: directive?.wish ?? 'keep',
      heir: directive?.heir ?? null,
    };
  },
  view: ({ people, wish: chosen, heir }) => (
    <Page title={q.wishes} family="governance" narrow lead={q.wishesLead} trail={[{ label: t.home, href: '/donnees' }]}>
      <h2>{q.shared}</h2>
      <p>{q.sharedText}</p>
      <CardList label={q.shared}>
        {people.map(({ id, firstName, mine, objected }) => (
          <Card key={id} title={mine ? f.mine : f.ofChild({ name: firstName })} level={3}>
            <p>{objected ? q.objected : q.left2}</p>
            <InlineForm action="/donnees/depart/opposition" fields={{ personId: id, objects: objected ? '' : 'on' }}>
              {objected ? q.agrees : q.objects}
            </InlineForm>
          </Card>
        ))}
      </CardList>
      <h2>{q.directives}</h2>
      <Form action="/donnees/depart" id="directives">
        <Radios
          name="wish"
          label={q.wish}
          required
          value={chosen}
          options={[
            { value: 'keep', label: q.wishKeep },
            { value: 'erase', label: q.wishErase },
            { value: 'give', label: q.wishGive },
          ]}
        />
        <TextField name="heir" label={q.heir} hint={q.heirHint} value={heir ?? ''} maxlength={200} />
        <Submit>{q.saveWish}</Submit>
      </Form>
    </Page>
  ),
});

export const object = action('/donnees/depart/opposition', {
  may: mayAskFiles,
  does: 'contributions.decided',
  body: z.object({ personId: uuid, objects: z.string().default('') }),
  redraw: wishes,
  run: async ({ db, me, body: { personId, objects }, now }) => {
    if (!(await isOrAnswersFor(db, me, personId))) return hidden;
    if (objects === 'on')
      await db
        .insertInto('kernel.objections')
        .values({ person_id: personId, objected_at: now, objected_by: me.personId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    else await db.deleteFrom('kernel.objections').where('person_id', '=', personId).execute();
    return {
      see: '/donnees/depart',
      say: objects === 'on' ? q.objected : q.left2,
      note: { details: { of: personId, objects: objects === 'on' } },
    };
  },
});

export const saveWish = action('/donnees/depart', {
  may: mayAskFiles,
  does: 'directive.written',
  body: z.object({ wish, heir: optionalText(200) }),
  redraw: wishes,
  run: async ({ db, me, body, now }) => {
    if (body.wish === 'give' && !body.heir) return refuse('heir', q.giveHeir, { field: 'heir' });
    const row = { wish: body.wish, heir: body.wish === 'give' ? body.heir : null, changed_at: now };
    await db
      .insertInto('privacy.directives')
      .values({ person_id: me.personId, ...row })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
      .execute();
    return { see: '/donnees/depart', say: q.savedWish };
  },
});
