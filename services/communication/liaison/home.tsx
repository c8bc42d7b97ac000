import { routesFor, uuid, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { Page, Tabs } from '#kernel/ui';
import { writes } from './policy.ts';
import { loadReceived, ReceivedList, receivedShape } from './received.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { loadWritten, shelves, WriteButton, WrittenList, writtenShape } from './written.tsx';

const { page } = routesFor<Tables>();

const q = z.string().trim().max(200).catch('').default('');
const pageNumber = z.coerce.number().int().min(1).max(500).catch(1).default(1);
const child = uuid.nullable().catch(null).default(null);

const Faces = ({ received }: { received: boolean }) => (
  <Tabs
    label={t.faces}
    entries={[
      { label: t.iWrite, href: '/liaison', current: !received },
      { label: t.forMyChildren, href: '/liaison/recus', current: received },
    ]}
  />
);

/** What the carnet opens on: what I write if I write to classes, else what I receive. */
export const home = page('/liaison', {
  may: wears('teacher', 'director', 'guardian', 'pupil'),
  query: z.object({ rayon: z.enum(shelves).catch('progress').default('progress'), q, page: pageNumber, enfant: child }),
  answer: z.object({ written: writtenShape.nullable(), received: receivedShape.nullable(), both: z.boolean() }),
  load: async ({ me, query, db, now }) => {
    const author = writes(me);
    return {
      written: author ? await loadWritten(db, me, { shelf: query.rayon, q: query.q, page: query.page }) : null,
      received: author ? null : await loadReceived(db, me, { q: query.q, page: query.page, child: query.enfant, now }),
      both: author && me.children.length > 0,
    };
  },
  view: ({ written, received, both }) => (
    <Page
      title={received?.pupil ? t.myNotes : t.carnet}
      family="communication"
      lead={written ? t.leadWriter : received?.pupil ? t.leadPupil : t.leadGuardian}
      actions={written ? <WriteButton /> : undefined}
    >
      {both && <Faces received={false} />}
      {written && <WrittenList {...written} />}
      {received && <ReceivedList list={received} base="/liaison" />}
    </Page>
  ),
});

/** A teacher who is also a parent reads here what their own children's teachers wrote. */
export const receivedPage = page('/liaison/recus', {
  may: wears('guardian'),
  query: z.object({ q, page: pageNumber, enfant: child }),
  answer: z.object({ received: receivedShape, both: z.boolean() }),
  load: async ({ me, query, db, now }) => ({
    received: await loadReceived(db, me, { q: query.q, page: query.page, child: query.enfant, now }),
    both: writes(me),
  }),
  view: ({ received, both }) => (
    <Page title={t.carnet} family="communication" lead={t.leadGuardian}>
      {both && <Faces received />}
      <ReceivedList list={received} base="/liaison/recus" />
    </Page>
  ),
});
