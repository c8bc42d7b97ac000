import { type Me, routesFor, ticked, z } from '#kernel';
import { worksHere } from '#kernel/perimeter';
import { Checkbox, Form, Submit } from '#kernel/ui';
import { w } from './security-texts.ts';

const { action } = routesFor();

/** Whoever manages an account of their own: children's belong to their school. */
export const adult = ({ me }: { me: Me }): boolean => !me.functions.some(({ kind }) => kind === 'pupil');

/** Told of each new device: by default, and always for those who work here. */
export const NewDeviceNotice = ({ tells, works }: { tells: boolean; works: boolean }) =>
  works ? (
    <p class="hint">{w.newDeviceAlways}</p>
  ) : (
    <Form action="/compte/nouvel-appareil">
      <Checkbox name="tells" label={w.newDeviceTell} hint={w.newDeviceHint} checked={tells} />
      <Submit weight="plain">{w.save}</Submit>
    </Form>
  );

export const chooseNewDeviceNotice = action('/compte/nouvel-appareil', {
  fresh: true,
  may: (ask) => adult(ask) && !worksHere(ask.me),
  does: 'new-device.chosen',
  body: z.object({ tells: ticked }),
  run: async ({ db, me, body: { tells } }) => {
    await db.updateTable('kernel.accounts').set({ tells_new_device: tells }).where('id', '=', me.accountId).execute();
    return { see: '/compte', say: tells ? w.newDeviceOn : w.newDeviceOff, note: { details: { tells } } };
  },
});
