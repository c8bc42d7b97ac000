import { hidden, type Me, type Reader, refuse, routesFor, uuid, z } from '#kernel';
import { isPushService, keepSubscription } from '#kernel/outbox';
import { Card, CardList, InlineForm, Island, Time } from '#kernel/ui';
import { chooses } from './policy.ts';
import { t } from './texts.ts';

const { action } = routesFor();

export const DeviceShape = z.object({ id: z.uuid(), device: z.string(), since: z.date() });
type Device = z.infer<typeof DeviceShape>;

export const devicesOf = (db: Reader, me: Me): Promise<Device[]> =>
  db
    .selectFrom('kernel.push_subscriptions')
    .select(['id', 'device', 'created_at as since'])
    .where('person_id', '=', me.personId)
    .orderBy('created_at', 'desc')
    .execute();

export const Devices = ({ devices, publicKey }: { devices: Device[]; publicKey: string }) => (
  <section aria-labelledby="appareils">
    <h2 id="appareils">{t.onDevices}</h2>
    <p>{t.pushLead}</p>
    <Island name="push" props={{ publicKey, words: { on: t.pushOn, refused: t.pushRefused, done: t.pushDone, needs: t.pushNeeds } }}>
      <p class="hint">{t.pushNeeds}</p>
    </Island>
    {devices.length > 0 && (
      <CardList label={t.devices}>
        {devices.map(({ id, device, since }) => (
          <Card
            key={id}
            level={3}
            title={device}
            footer={
              <InlineForm action={`/notifications/appareils/${id}/oubli`} label={t.forgetOf({ device })}>
                {t.forget}
              </InlineForm>
            }
          >
            <p class="meta">
              {t.since} <Time at={since} form="relative" />
            </p>
          </Card>
        ))}
      </CardList>
    )}
  </section>
);

const key = z.string().regex(/^[\w-]{10,200}$/);

/** What the browser gives when its owner agrees. Only the push services of known browsers are ever knocked at. */
export const subscribe = action('/notifications/appareils', {
  may: chooses,
  does: 'device.subscribed',
  body: z.object({ endpoint: z.url(t.badPush).max(1000, t.badPush), p256dh: key, auth: key }),
  run: async ({ db, me, body, caller, pushService }) => {
    if (!isPushService(body.endpoint, { pushService })) return refuse('unknown-push-service', t.badPush, { field: 'endpoint' });
    await keepSubscription(db, { personId: me.personId, sessionId: me.sessionId, device: caller.device, ...body });
    return { see: '/notifications/choix', say: t.pushDone };
  },
});

export const forgetDevice = action('/notifications/appareils/:deviceId/oubli', {
  params: z.object({ deviceId: uuid }),
  may: chooses,
  does: 'device.forgotten',
  body: z.object({}),
  run: async ({ db, me, params: { deviceId } }) => {
    const { numDeletedRows } = await db
      .deleteFrom('kernel.push_subscriptions')
      .where('id', '=', deviceId)
      .where('person_id', '=', me.personId)
      .executeTakeFirst();
    return numDeletedRows ? { see: '/notifications/choix', say: t.forgotten } : hidden;
  },
});
