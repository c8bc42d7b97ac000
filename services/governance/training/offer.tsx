import { type Me, newId, type Reader, refuse, routesFor, sql, z } from '#kernel';
import { Form, Page, Select, Submit, TextArea, TextField } from '#kernel/ui';
import { mine, offers } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const Place = z.object({ id: z.string(), name: z.string() });

/** The departments, circonscriptions and academies that I may offer for. */
async function placesFor(db: Reader<Tables>, me: Me): Promise<z.infer<typeof Place>[]> {
  const { rows } = await sql<z.infer<typeof Place>>`
    select id, name from kernel.places where id in ${mine(me)} and kind in ('academy', 'department', 'circonscription') and closed_on is null
    order by array_position(array['academy', 'department', 'circonscription'], kind), name, id limit 300`.execute(db);
  return rows;
}

export const offerPage = page('/formations/nouvelle', {
  may: offers,
  answer: z.object({ places: z.array(Place) }),
  load: async ({ db, me }) => ({ places: await placesFor(db, me) }),
  view: ({ places }) => (
    <Page title={t.offer} lead={t.offerLead} family="governance" narrow trail={[{ label: t.label, href: '/formations' }]}>
      <Form action="/formations/nouvelle">
        <Select
          name="placeId"
          label={t.forWhom}
          hint={t.forWhomHint}
          required
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={places.length === 1 ? (places[0]?.id ?? '') : ''}
        />
        <TextField name="title" label={t.title} required maxlength={120} />
        <TextArea name="summary" label={t.summary} hint={t.summaryHint} required rows={6} maxlength={3000} />
        <Submit>{t.create}</Submit>
      </Form>
    </Page>
  ),
});

export const offer = action('/formations/nouvelle', {
  may: offers,
  does: 'course.offered',
  body: z.object({
    placeId: z.uuid(t.choosePlace),
    title: z.string(t.giveTitle).trim().min(1, t.giveTitle).max(120, t.long),
    summary: z.string(t.giveSummary).trim().min(1, t.giveSummary).max(3000, t.long),
  }),
  redraw: offerPage,
  run: async ({ db, me, now, body: { placeId, title, summary } }) => {
    if (!(await placesFor(db, me)).some(({ id }) => id === placeId)) return refuse('place', t.choosePlace, { field: 'placeId' });
    const id = newId(now.getTime());
    await db.insertInto('training.courses').values({ id, place_id: placeId, title, summary, created_at: now }).execute();
    return { see: `/formations/${id}`, say: t.created, note: { details: { courseId: id } } };
  },
});
