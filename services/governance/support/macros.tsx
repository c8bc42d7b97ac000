import { hidden, type Me, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { Card, CardList, Confirm, EmptyState, Form, Hidden, Page, Select, Submit, TextArea, TextField } from '#kernel/ui';
import { hasQueue, helpPlaces, mayMacro } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

const Macro = z.object({ id: z.string(), title: z.string(), body: z.string(), place: z.string() });
type Macro = z.infer<typeof Macro>;
const Place = z.object({ id: z.string(), name: z.string() });

/** The ready answers of the places where I help. */
export async function macrosFor(db: Reader<Tables>, me: Me): Promise<Macro[]> {
  const { rows } = await sql<Macro>`
    select m.id, m.title, m.body, p.name as place from support.macros m join kernel.places p on p.id = m.place_id
    where m.place_id = any (${helpPlaces(me)}::uuid[]) order by m.title, m.id limit 200`.execute(db);
  return rows;
}

async function placesFor(db: Reader<Tables>, me: Me): Promise<z.infer<typeof Place>[]> {
  return db.selectFrom('kernel.places').select(['id', 'name']).where('id', 'in', helpPlaces(me)).orderBy('name').execute();
}

export const macros = page('/assistance/reponses', {
  may: hasQueue,
  answer: z.object({ macros: z.array(Macro), places: z.array(Place) }),
  load: async ({ db, me }) => ({ macros: await macrosFor(db, me), places: await placesFor(db, me) }),
  view: ({ macros, places }) => (
    <Page
      title={t.macros}
      lead={t.macrosLead}
      family="governance"
      narrow
      trail={[
        { label: t.label, href: '/assistance' },
        { label: t.queue, href: '/assistance/file' },
      ]}
    >
      {macros.length === 0 && <EmptyState sentence={t.noMacro} drawing="snail" />}
      <CardList label={t.macros}>
        {macros.map(({ id, title, body, place }) => (
          <Card key={id} title={title} meta={<span>{place}</span>}>
            <details>
              <summary class="button is-plain">
                <span>{t.changeMacro}</span>
              </summary>
              <Form action={`/assistance/reponses/${id}`} label={title}>
                <TextField name="title" label={t.macroTitle} value={title} required maxlength={80} />
                <TextArea name="body" label={t.macroBody} value={body} required rows={6} maxlength={4000} />
                <Submit weight="plain">{t.save}</Submit>
              </Form>
            </details>
            <Confirm
              action={`/assistance/reponses/${id}/retrait`}
              label={t.removeMacro}
              sentence={t.removeMacroSure}
              confirm={t.removeMacroYes}
            />
          </Card>
        ))}
      </CardList>
      <h2>{t.newMacro}</h2>
      <Form action="/assistance/reponses">
        {places.length > 1 ? (
          <Select
            name="placeId"
            label={t.macroPlace}
            required
            blank={false}
            value={places[0]?.id ?? ''}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
          />
        ) : (
          <Hidden name="placeId" value={places[0]?.id ?? ''} />
        )}
        <TextField name="title" label={t.macroTitle} required maxlength={80} />
        <TextArea name="body" label={t.macroBody} hint={t.macroHint} required rows={6} maxlength={4000} />
        <Submit>{t.save}</Submit>
      </Form>
    </Page>
  ),
});

const words = {
  title: z.string(t.giveTitle).trim().min(1, t.giveTitle).max(80, t.longTitle),
  body: z.string(t.giveAnswer).trim().min(1, t.giveAnswer).max(4000, t.longBody),
};
const known = () => refuse('known', t.macroKnown, { field: 'title', status: 409 });

export const addMacro = action('/assistance/reponses', {
  may: hasQueue,
  does: 'macro.added',
  body: z.object({ placeId: z.uuid(t.choosePlace), ...words }),
  redraw: macros,
  run: async ({ db, me, body }) => {
    if (!helpPlaces(me).includes(body.placeId)) return refuse('place', t.choosePlace, { field: 'placeId' });
    const added = await db
      .insertInto('support.macros')
      .values({ id: newId(), place_id: body.placeId, title: body.title, body: body.body })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return added ? { see: '/assistance/reponses', say: t.macroSaved, note: { details: { macro: added.id } } } : known();
  },
});

const one = { params: z.object({ macroId: uuid }), may: mayMacro };

export const changeMacro = action('/assistance/reponses/:macroId', {
  ...one,
  does: 'macro.changed',
  body: z.object(words),
  redraw: macros,
  run: async ({ db, params: { macroId }, body }) => {
    const { rows } = await sql`
      update support.macros m set title = ${body.title}, body = ${body.body} where id = ${macroId} and not exists (
        select from support.macros other where other.place_id = m.place_id and other.title = ${body.title} and other.id <> m.id)
      returning id`.execute(db);
    return rows.length > 0 ? { see: '/assistance/reponses', say: t.macroSaved, note: { details: { macro: macroId } } } : known();
  },
});

export const removeMacro = action('/assistance/reponses/:macroId/retrait', {
  ...one,
  does: 'macro.removed',
  body: z.object({}),
  run: async ({ db, params: { macroId } }) => {
    const gone = await db.deleteFrom('support.macros').where('id', '=', macroId).returning('id').executeTakeFirst();
    return gone ? { see: '/assistance/reponses', say: t.macroRemoved, note: { details: { macro: macroId } } } : hidden;
  },
});
