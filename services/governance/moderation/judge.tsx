import { hidden, type Outcome, refuse, routesFor, type Service, sql, uuid, type Writer, z } from '#kernel';
import { Buttons, Card, CardList, Confirm, EmptyState, InlineForm, Page, Status, Time } from '#kernel/ui';
import { decides, mayJudgeHold, mayJudgeReport, myPlaces } from './policy.ts';
import { t } from './texts.ts';
import { type Thing, ThingShape, whatWaits } from './waiting.ts';

const { page, action } = routesFor();

export const waitingPage = page('/moderation/attente', {
  may: decides,
  answer: z.object({ things: z.array(ThingShape) }),
  load: async ({ db, me, services }) => ({ things: await whatWaits(db, me, services) }),
  view: ({ things }) => (
    <Page title={t.waiting} lead={t.waitingLead} family="governance" trail={[{ label: t.label, href: '/moderation' }]}>
      {things.length === 0 ? (
        <EmptyState sentence={t.nothingWaits} drawing="flower" link={{ label: t.backToModeration, href: '/moderation' }} />
      ) : (
        <CardList label={t.waiting}>
          {things.map((thing) => (
            <ThingCard key={thing.id} waiting={thing} />
          ))}
        </CardList>
      )}
    </Page>
  ),
});

/** Words and links as plain text: what may hurt is never made clickable, nor drawn. */
const ThingCard = ({ waiting: { id, kind, why, school, at, reporters, thing } }: { waiting: Thing }) => (
  <Card
    title={thing ? thing.title : t.gone}
    meta={
      <>
        <Status kind={kind === 'hold' ? 'waiting' : 'late'}>{kind === 'hold' ? t.held : t.reported({ count: reporters })}</Status>
        <span>{school}</span>
        <Time at={at} />
      </>
    }
  >
    <p>
      <strong>{kind === 'hold' ? t.heldBecause : t.reportedBecause}</strong> {why}
    </p>
    {thing && (
      <>
        <p>{t.fromTo(thing)}</p>
        <blockquote class="paper">{thing.text}</blockquote>
        {thing.links.length > 0 && (
          <p>
            {t.links} <code>{thing.links.join(' · ')}</code>
          </p>
        )}
      </>
    )}
    {kind === 'hold' ? <HoldButtons id={id} /> : <ReportButtons id={id} />}
  </Card>
);

const HoldButtons = ({ id }: { id: string }) => (
  <Buttons>
    <Confirm action={`/moderation/retenues/${id}/liberation`} label={t.release} sentence={t.releaseSure} confirm={t.releaseYes} />
    <InlineForm action={`/moderation/retenues/${id}/refus`}>{t.reject}</InlineForm>
  </Buttons>
);

const ReportButtons = ({ id }: { id: string }) => (
  <Buttons>
    <Confirm action={`/moderation/signalements/${id}/rappel`} label={t.recall} sentence={t.recallSure} confirm={t.recallYes} />
    <InlineForm action={`/moderation/signalements/${id}/classement`}>{t.keep}</InlineForm>
  </Buttons>
);

const ofHold = { params: z.object({ holdId: uuid }), may: mayJudgeHold, body: z.object({}) };
const ofReport = { params: z.object({ reportId: uuid }), may: mayJudgeReport, body: z.object({}) };

export const release = action('/moderation/retenues/:holdId/liberation', {
  ...ofHold,
  does: 'hold.released',
  run: async ({ db, me, now, services, params: { holdId } }) =>
    decide({ db, holdId, by: me.personId, decision: 'released', services, now }),
});

export const reject = action('/moderation/retenues/:holdId/refus', {
  ...ofHold,
  does: 'hold.rejected',
  run: async ({ db, me, now, services, params: { holdId } }) =>
    decide({ db, holdId, by: me.personId, decision: 'rejected', services, now }),
});

type Decision = { db: Writer; holdId: string; by: string; decision: 'released' | 'rejected'; services: Service[]; now: Date };

/** One statement decides who decided, so that two people at once do not both. */
async function decide({ db, holdId, by, decision, services, now }: Decision): Promise<Outcome> {
  const held = await db
    .updateTable('kernel.holds')
    .set({ decision, decided_by: by, decided_at: now })
    .where('id', '=', holdId)
    .where('decision', 'is', null)
    .returning(['service', 'thing_id as thingId', 'school_id as schoolId'])
    .executeTakeFirst();
  if (!held) return refuse('decided', t.decided, { status: 409 });
  const moderated = moderatedBy(services, held.service);
  await (decision === 'released' ? moderated?.release : moderated?.reject)?.({ db, thingId: held.thingId, now });
  return {
    see: '/moderation/attente',
    say: decision === 'released' ? t.released : t.rejected,
    note: { schoolId: held.schoolId, details: { hold: holdId, thing: held.thingId } },
  };
}

const moderatedBy = (services: Service[], name: string) => services.find((service) => service.name === name)?.moderated;

/** Takes the reported thing back, and all that says the same in the places I decide for. */
export const recall = action('/moderation/signalements/:reportId/rappel', {
  ...ofReport,
  does: 'report.recalled',
  run: async ({ db, me, now, services, params: { reportId } }) => {
    const report = await db.selectFrom('kernel.reports').selectAll().where('id', '=', reportId).forUpdate().executeTakeFirst();
    if (!report) return hidden;
    const moderated = moderatedBy(services, report.service);
    if (report.outcome) return refuse('decided', t.decided, { status: 409 });
    const contentHash = await moderated?.hashOf({ db, thingId: report.thing_id });
    const schoolIds = (await sql<{ id: string }>`select id from kernel.schools where id in ${myPlaces(me)}`.execute(db)).rows.map(
      ({ id }) => id,
    );
    const count = moderated && contentHash ? await moderated.recall({ db, contentHash, schoolIds, now }) : 0;
    await closeReports(db, report, me.personId, 'recalled', now);
    return {
      see: '/moderation/attente',
      say: t.recalled({ count }),
      note: { schoolId: report.school_id, details: { thing: report.thing_id, count } },
    };
  },
});

export const keep = action('/moderation/signalements/:reportId/classement', {
  ...ofReport,
  does: 'report.kept',
  run: async ({ db, me, now, params: { reportId } }) => {
    const report = await db.selectFrom('kernel.reports').selectAll().where('id', '=', reportId).forUpdate().executeTakeFirst();
    if (!report) return hidden;
    if (report.outcome) return refuse('decided', t.decided, { status: 409 });
    await closeReports(db, report, me.personId, 'kept', now);
    return { see: '/moderation/attente', say: t.kept, note: { schoolId: report.school_id, details: { thing: report.thing_id } } };
  },
});

/** All the reports of one thing are answered together. */
const closeReports = (
  db: Writer,
  { service, thing_id }: { service: string; thing_id: string },
  by: string,
  outcome: 'recalled' | 'kept',
  now: Date,
): Promise<unknown> =>
  db
    .updateTable('kernel.reports')
    .set({ outcome, closed_by: by, closed_at: now })
    .where('service', '=', service)
    .where('thing_id', '=', thing_id)
    .where('outcome', 'is', null)
    .execute();
