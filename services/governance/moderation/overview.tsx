import { routesFor, type Service, z } from '#kernel';
import { ButtonLink, Card, CardList, Confirm, EmptyState, InlineForm, Page, SearchField, Status, Time } from '#kernel/ui';
import { type BrakeRow, BrakeShape, brakesIn, placesToBrake } from './brakes.ts';
import { decides } from './policy.ts';
import { featureName, profilesText, t } from './texts.ts';
import { countWaiting } from './waiting.ts';

const { page } = routesFor();

/** What a brake may be put on: services where people write to each other. Roll call and agenda are never among them. */
export const featuresOf = (services: Service[]): { name: string; label: string }[] =>
  services.flatMap(({ name, feature }) => (feature ? [{ name, label: feature }] : []));

export const overview = page('/moderation', {
  may: decides,
  query: z.object({ q: z.string().max(100).catch('').default('') }),
  answer: z.object({
    brakes: z.array(BrakeShape.extend({ featureLabel: z.string() })),
    places: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string() })),
    holds: z.number(),
    reports: z.number(),
    q: z.string(),
  }),
  load: async ({ db, me, now, services, query: { q } }) => {
    const features = featuresOf(services);
    const brakes = await brakesIn(db, me, now);
    return {
      q,
      places: await placesToBrake(db, me, q),
      ...(await countWaiting(db, me)),
      brakes: brakes.map((brake) => ({ ...brake, featureLabel: featureName(features, brake.feature) })),
    };
  },
  view: ({ brakes, places, holds, reports, q }) => (
    <Page title={t.label} lead={t.lead} family="governance">
      <section aria-labelledby="attente">
        <h2 id="attente">{t.waiting}</h2>
        {holds + reports === 0 ? (
          <EmptyState sentence={t.nothingWaits} drawing="flower" />
        ) : (
          <Card level={3} title={t.waitingCount({ holds, reports })} href="/moderation/attente" family="governance" />
        )}
      </section>
      <section aria-labelledby="freins">
        <h2 id="freins">{t.brakes}</h2>
        {brakes.length === 0 && <p>{t.noBrake}</p>}
        <CardList label={t.brakes}>
          {brakes.map((brake) => (
            <BrakeCard key={brake.id} brake={brake} />
          ))}
        </CardList>
      </section>
      <section aria-labelledby="freiner">
        <h2 id="freiner">{t.newBrake}</h2>
        <p>{t.newBrakeLead}</p>
        {(q || places.length > 8) && <SearchField action="/moderation" label={t.searchPlace} value={q} />}
        {places.length === 0 ? (
          <p class="hint">{t.noPlace({ q })}</p>
        ) : (
          <ul class="plain">
            {places.map(({ id, name, kind }) => (
              <li key={id}>
                <ButtonLink href={`/moderation/lieux/${id}`} weight="quiet" picture="shield">
                  {kind === 'school' ? name : t.wide({ name })}
                </ButtonLink>
              </li>
            ))}
          </ul>
        )}
      </section>
    </Page>
  ),
});

type Shown = BrakeRow & { featureLabel: string };

const BrakeCard = ({ brake }: { brake: Shown }) => (
  <Card
    level={3}
    title={t.brakeTitle({ feature: brake.featureLabel, place: brake.place })}
    meta={
      <>
        <Status kind={brake.waits ? 'waiting' : 'refused'}>{brake.waits ? t.waitsSecond : t[brake.state]}</Status>
        <span>{profilesText(brake.profiles)}</span>
        <span>
          {t.until} <Time at={brake.endsAt} />
        </span>
      </>
    }
  >
    <p>{t.because({ reason: brake.reason, by: brake.by })}</p>
    {brake.waits && !brake.mine && brake.here && (
      <Confirm
        action={`/moderation/freins/${brake.id}/accord`}
        label={t.second}
        sentence={t.secondSure({ place: brake.place })}
        confirm={t.secondYes}
      />
    )}
    {brake.waits && brake.mine && <p class="hint">{t.askColleague}</p>}
    {brake.here && <InlineForm action={`/moderation/freins/${brake.id}/levee`}>{brake.waits ? t.giveUp : t.lift}</InlineForm>}
  </Card>
);
