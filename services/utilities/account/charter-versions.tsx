import { type Reader, refuse, routesFor, sql, z } from '#kernel';
import { currentCharter, publishCharter } from '#kernel/identity';
import { ButtonLink, Buttons, Confirm, Form, Notice, Page, PlainText, Submit, Table, TextArea, Time } from '#kernel/ui';
import { runs } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

type Audience = 'adult' | 'child';
const roads: Record<Audience, string> = { adult: '/charte/versions/adultes', child: '/charte/versions/enfants' };
const audiences = ['adult', 'child'] as const;
const named = { adult: () => t.forAdults, child: () => t.forChildren };

/** The charter is one for the whole ENT: the academies and the administrators of the region write it. */
const mayWrite = ({ me }: { me: Parameters<typeof runs>[0] }): boolean => runs(me);
const trail = [{ label: t.charterVersions, href: '/charte/versions' }];

export const versions = page('/charte/versions', {
  may: mayWrite,
  answer: z.object({
    versions: z.array(
      z.object({
        id: z.string(),
        audience: z.enum(audiences),
        version: z.number(),
        at: z.date(),
        by: z.string().nullable(),
        accepted: z.number(),
      }),
    ),
  }),
  load: async ({ db }) => {
    const { rows } = await sql<{ id: string; audience: Audience; version: number; at: Date; by: string | null; accepted: number }>`
      select c.id, c.audience, c.version, c.published_at as at, p.first_name || ' ' || p.last_name as by,
        (select count(*) from kernel.charter_acceptances a where a.charter_id = c.id) as accepted
      from kernel.charters c left join kernel.people p on p.id = c.published_by
      order by c.audience, c.version desc`.execute(db);
    return { versions: rows };
  },
  view: ({ versions }) => (
    <Page title={t.charterVersions} family="governance" lead={t.charterVersionsLead}>
      {audiences.map((audience) => (
        <section key={audience} aria-label={named[audience]()}>
          <h2>{named[audience]()}</h2>
          <Table
            caption={named[audience]()}
            quiet
            rows={versions.filter((one) => one.audience === audience)}
            id={(one) => one.id}
            columns={[
              { head: t.version, header: true, cell: (one) => t.versionNumber({ version: one.version }) },
              { head: t.publishedOn, cell: (one) => <Time at={one.at} form="day" /> },
              { head: t.publishedBy, cell: (one) => one.by ?? t.publishedWithPreau },
              { head: t.acceptances, numeric: true, cell: (one) => one.accepted },
            ]}
          />
          <ButtonLink href={`${roads[audience]}/brouillon`} picture="pencil">
            {t.writeVersion}
          </ButtonLink>
        </section>
      ))}
    </Page>
  ),
});

const draftOf = (db: Reader<Tables>, audience: Audience) =>
  db.selectFrom('account.charter_drafts').select(['body', 'updated_at']).where('audience', '=', audience).executeTakeFirst();

/** The four routes by which the charter of an audience is written, looked at, and published. */
function writing(audience: Audience) {
  const road = roads[audience];

  const draft = page(`${road}/brouillon`, {
    may: mayWrite,
    answer: z.object({ body: z.string() }),
    load: async ({ db }) => ({ body: ((await draftOf(db, audience)) ?? (await currentCharter(db, audience)))?.body ?? '' }),
    view: ({ body }) => (
      <Page title={t.writeVersion} lead={named[audience]()} family="governance" narrow trail={trail}>
        <Form action={`${road}/brouillon`}>
          <TextArea name="body" label={t.charterBody} hint={t.charterFormat} value={body} rows={24} maxlength={20_000} required />
          <Submit>{t.previewCharter}</Submit>
        </Form>
      </Page>
    ),
  });

  const saveDraft = action(`${road}/brouillon`, {
    may: mayWrite,
    does: 'charter.drafted',
    body: z.object({ body: z.string(t.charterEmpty).trim().min(20, t.charterEmpty).max(20_000, t.charterLong) }),
    redraw: draft,
    run: async ({ db, now, body: { body } }) => {
      await db
        .insertInto('account.charter_drafts')
        .values({ audience, body, updated_at: now })
        .onConflict((known) => known.column('audience').doUpdateSet({ body, updated_at: now }))
        .execute();
      return { see: `${road}/apercu`, note: { details: { audience } } };
    },
  });

  const preview = page(`${road}/apercu`, {
    may: mayWrite,
    answer: z.object({ body: z.string(), seen: z.string(), concerned: z.number() }),
    load: async ({ db }) => {
      const written = await draftOf(db, audience);
      if (!written) return { see: `${road}/brouillon` };
      const { rows } = await sql<{ concerned: number }>`
        select count(*) as concerned from kernel.accounts a
        where a.activated_at is not null and (${audience} = 'child') = exists (
          select from kernel.functions f where f.person_id = a.person_id and f.kind = 'pupil' and (f.ends_on is null or f.ends_on >= current_date))`.execute(
        db,
      );
      return { body: written.body, seen: written.updated_at.toISOString(), concerned: rows[0]?.concerned ?? 0 };
    },
    view: ({ body, seen, concerned }) => (
      <Page title={t.previewTitle} lead={named[audience]()} family="governance" narrow trail={trail}>
        <Notice kind="warning">
          <p>{t.publishWarning({ count: concerned })}</p>
        </Notice>
        <div class="card" lang="fr">
          <PlainText body={body} />
        </div>
        <Buttons>
          <ButtonLink href={`${road}/brouillon`} picture="pencil">
            {t.correct}
          </ButtonLink>
        </Buttons>
        <Confirm
          action={`${road}/publication`}
          label={t.publish}
          sentence={t.publishWarning({ count: concerned })}
          confirm={t.publishConfirm}
          fields={{ seen }}
        />
      </Page>
    ),
  });

  const publish = action(`${road}/publication`, {
    may: mayWrite,
    does: 'charter.published',
    body: z.object({ seen: z.iso.datetime() }),
    run: async ({ db, me, now, body: { seen } }) => {
      const written = await db
        .selectFrom('account.charter_drafts')
        .selectAll()
        .where('audience', '=', audience)
        .forUpdate()
        .executeTakeFirst();
      if (written?.updated_at.toISOString() !== seen) return refuse('changed', t.draftChanged, { status: 409 });
      await db.deleteFrom('account.charter_drafts').where('audience', '=', audience).execute();
      const version = await publishCharter(db, { audience, body: written.body, by: me.personId, now });
      return { see: '/charte/versions', say: t.published({ version }), note: { details: { audience, version } } };
    },
  });

  return [draft, saveDraft, preview, publish];
}

export const charterWriting = audiences.flatMap(writing);
