import { routesFor, ticked, z } from '#kernel';
import { pushKeys } from '#kernel/outbox';
import { Checkbox, Form, Notice, Page, Select, Submit } from '#kernel/ui';
import { chooses } from './policy.ts';
import { DeviceShape, Devices, devicesOf } from './push.tsx';
import { t } from './texts.ts';

const { page, action } = routesFor();

const hours = Array.from({ length: 13 }, (_, at) => at + 7);

export const choices = page('/notifications/choix', {
  may: chooses,
  answer: z.object({
    digest: z.boolean(),
    hour: z.number(),
    email: z.string().nullable(),
    devices: z.array(DeviceShape),
    publicKey: z.string(),
  }),
  load: async ({ db, me, secret }) => {
    const chosen = await db.selectFrom('kernel.delivery_choices').selectAll().where('person_id', '=', me.personId).executeTakeFirst();
    const contact = await db
      .selectFrom('kernel.contacts')
      .select(['email', 'academic_email'])
      .where('person_id', '=', me.personId)
      .executeTakeFirst();
    return {
      digest: chosen?.digest ?? true,
      hour: chosen?.digest_hour ?? 18,
      email: contact?.email ?? contact?.academic_email ?? null,
      devices: await devicesOf(db, me),
      publicKey: pushKeys(secret).publicKey,
    };
  },
  view: ({ digest, hour, email, devices, publicKey }) => (
    <Page title={t.choices} lead={t.choicesLead} family="utilities" narrow trail={[{ label: t.label, href: '/notifications' }]}>
      <section aria-labelledby="courriel">
        <h2 id="courriel">{t.byMail}</h2>
        {email ? (
          <p>{t.mailTo({ email })}</p>
        ) : (
          <Notice kind="warning">
            {t.noMail} <a href="/compte/coordonnees">{t.toAccount}</a>
          </Notice>
        )}
        <Form action="/notifications/choix">
          <Checkbox name="digest" label={t.digest} hint={t.digestHint} checked={digest} />
          <Select
            name="hour"
            label={t.hour}
            required
            blank={false}
            value={String(hour)}
            options={hours.map((one) => ({ value: String(one), label: t.hourOf({ hour: one }) }))}
          />
          <Submit>{t.save}</Submit>
        </Form>
        <p class="hint">{t.urgentWhy}</p>
      </section>
      <Devices devices={devices} publicKey={publicKey} />
    </Page>
  ),
});

export const keepChoices = action('/notifications/choix', {
  may: chooses,
  does: 'choices.kept',
  body: z.object({ digest: ticked, hour: z.coerce.number(t.badHour).int(t.badHour).min(7, t.badHour).max(19, t.badHour) }),
  redraw: choices,
  run: async ({ db, me, body: { digest, hour } }) => {
    await db
      .insertInto('kernel.delivery_choices')
      .values({ person_id: me.personId, digest, digest_hour: hour })
      .onConflict((known) => known.column('person_id').doUpdateSet({ digest, digest_hour: hour }))
      .execute();
    return { see: '/notifications/choix', say: t.saved };
  },
});
