import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { acceptCharter, audienceOf, currentCharter } from '#kernel/identity';
import { signedIn } from '#kernel/perimeter';
import { BarePage, ButtonLink, Form, Hidden, PlainText, Submit, Time, useTu } from '#kernel/ui';
import { t } from './texts.ts';

const { page, action } = routesFor();

/** The charter in force for whoever asks, and the button as long as it was not accepted. */
export const charter = page('/charte', {
  beforeCharter: true,
  may: signedIn,
  answer: z.object({ id: z.string(), version: z.number(), body: z.string(), acceptedAt: z.date().nullable() }),
  load: async ({ db, me }) => {
    const current = await currentCharter(db, audienceOf(me));
    if (!current) return hidden;
    const accepted = await db
      .selectFrom('kernel.charter_acceptances')
      .select('accepted_at')
      .where('account_id', '=', me.accountId)
      .where('charter_id', '=', current.id)
      .executeTakeFirst();
    return { id: current.id, version: current.version, body: current.body, acceptedAt: accepted?.accepted_at ?? null };
  },
  view: (answer) => <Charter {...answer} />,
});

function Charter({ id, version, body, acceptedAt }: { id: string; version: number; body: string; acceptedAt: Date | null }) {
  const tu = useTu();
  return (
    <BarePage title={tu ? t.charterTu : t.charter} lead={acceptedAt ? undefined : tu ? t.charterLeadTu : t.charterLead}>
      <PlainText body={body} />
      {acceptedAt ? (
        <>
          <p class="hint">
            {t.acceptedVersion({ version })} <Time at={acceptedAt} form="day" />
          </p>
          <ButtonLink href="/" weight="main" picture="house">
            {tu ? t.homeTu : t.home}
          </ButtonLink>
        </>
      ) : (
        <Form action="/charte/acceptation">
          <Hidden name="charterId" value={id} />
          <Submit picture="check">{tu ? t.acceptTu : t.accept}</Submit>
        </Form>
      )}
      {!acceptedAt && (
        <form action="/deconnexion" method="post" data-forget>
          <button class="button is-quiet" type="submit">
            <span>{tu ? t.notNowTu : t.notNow}</span>
          </button>
        </form>
      )}
    </BarePage>
  );
}

/** One accepts the text one has read: if another was published meanwhile, that one is shown. */
export const accept = action('/charte/acceptation', {
  beforeCharter: true,
  may: signedIn,
  does: 'charter.accepted',
  body: z.object({ charterId: uuid }),
  redraw: charter,
  run: async ({ db, me, now, body: { charterId } }) => {
    const current = await currentCharter(db, audienceOf(me));
    if (current?.id !== charterId) return refuse('changed', t.charterChanged, { status: 409 });
    await acceptCharter(db, { accountId: me.accountId, charterId, now });
    return { see: '/', note: { details: { charterId, version: current.version } } };
  },
});
