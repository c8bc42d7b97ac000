import { hidden, routesFor, uuid, z } from '#kernel';
import { endSessions } from '#kernel/identity';
import { signedIn } from '#kernel/perimeter';
import { Card, CardList, InlineForm, Status, Time } from '#kernel/ui';
import { w } from './security-texts.ts';
import { t } from './texts.ts';

const { action } = routesFor();

type Device = {
  id: string;
  device: string;
  method: string;
  line: string | null;
  here: boolean;
  seenAt: Date;
  openedAt: Date;
  current: boolean;
};

export const Devices = ({ devices }: { devices: Device[] }) => (
  <section aria-labelledby="appareils">
    <h2 id="appareils">{t.devices}</h2>
    <CardList label={t.devices}>
      {devices.map(({ id, device, method, line, here, seenAt, openedAt, current }) => (
        <Card
          key={id}
          level={3}
          title={device}
          footer={
            <InlineForm action={`/compte/appareils/${id}/fin`} label={t.signOutOf({ device })}>
              {t.signOut}
            </InlineForm>
          }
        >
          <p class="meta">
            {current && <Status kind="done">{t.thisDevice}</Status>}
            <span>
              {t.seen} <Time at={seenAt} />
            </span>
            <span>
              {t.opened} <Time at={openedAt} form="relative" />
            </span>
            <span>{w.methods({ method })}</span>
            {line && !current && <span>{here ? w.sameLine : w.otherLine({ line })}</span>}
          </p>
        </Card>
      ))}
    </CardList>
    {devices.length > 1 && <InlineForm action="/compte/appareils/autres/fin">{t.signOutOthers}</InlineForm>}
  </section>
);

/** A session of mine, and of nobody else: another's is a 404. */
export const endDevice = action('/compte/appareils/:sessionId/fin', {
  params: z.object({ sessionId: uuid }),
  may: signedIn,
  does: 'device.signed-out',
  body: z.object({}),
  run: async ({ db, me, params: { sessionId } }) => {
    if ((await endSessions(db, me.accountId, { only: sessionId })) === 0) return hidden;
    return sessionId === me.sessionId ? { see: '/connexion', session: 'ended', say: t.left } : { see: '/compte', say: t.signedOut };
  },
});

export const endOtherDevices = action('/compte/appareils/autres/fin', {
  may: signedIn,
  does: 'devices.signed-out',
  body: z.object({}),
  run: async ({ db, me, now }) => {
    const count = await endSessions(db, me.accountId, { except: me.sessionId });
    // The browsers it was signed in from are strangers again, but this one.
    await db.updateTable('kernel.accounts').set({ devices_known_since: now }).where('id', '=', me.accountId).execute();
    return { see: '/compte', say: t.signedOutOthers({ count }), device: me.accountId, note: { details: { count } } };
  },
});
