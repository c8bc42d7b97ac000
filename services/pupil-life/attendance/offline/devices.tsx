import { hidden, newId, routesFor, uuid, z } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { wears } from '#kernel/perimeter';
import { Byline, Confirm, EmptyState, Form, Hidden, Island, Page, Submit, Table, TextField, Time } from '#kernel/ui';
import { countsSchool } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';

const { page, action } = routesFor<Tables>();
const OneSchool = z.object({ schoolId: uuid });

/** The devices that are the school's, and this one, to become one of them. */
export const devices = page('/appel/ecoles/:schoolId/appareils', {
  params: OneSchool,
  may: countsSchool,
  answer: z.object({
    schoolId: z.string(),
    name: z.string(),
    here: z.string(),
    devices: z.array(z.object({ id: z.string(), name: z.string(), who: z.string(), at: z.date() })),
  }),
  load: async ({ db, caller, params: { schoolId } }) => {
    const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!school) return hidden;
    const rows = await db
      .selectFrom('attendance.devices as d')
      .leftJoin('kernel.people as p', 'p.id', 'd.declared_by')
      .select(['d.id', 'd.name', 'd.declared_at as at', 'p.first_name', 'p.last_name'])
      .where('d.school_id', '=', schoolId)
      .orderBy('d.declared_at')
      .execute();
    const devices = rows.map((row) => ({ ...row, who: [row.first_name, row.last_name].filter(Boolean).join(' ') }));
    return { schoolId, name: school.name, here: caller.device, devices };
  },
  view: ({ schoolId, name, here, devices }) => (
    <Page title={t.devicesOf({ name })} family="pupil-life" narrow lead={t.devicesLead} trail={[{ label: t.label, href: '/appel' }]}>
      {devices.length === 0 ? (
        <EmptyState sentence={t.noDevice} />
      ) : (
        <Table
          caption={t.devices}
          quiet
          rows={devices}
          id={({ id }) => id}
          columns={[
            { head: t.device, header: true, cell: (one) => one.name },
            { head: t.declaredBy, cell: (one) => (one.who ? <Byline who={one.who} at={one.at} /> : <Time at={one.at} />) },
            {
              head: t.removeDevice,
              cell: (one) => (
                <Confirm
                  action={`/appel/ecoles/${schoolId}/appareils/${one.id}/retrait`}
                  label={t.removeDevice}
                  sentence={t.removeDeviceSure({ name: one.name })}
                  confirm={t.removeDeviceYes}
                />
              ),
            },
          ]}
        />
      )}
      <h2>{t.declareDevice}</h2>
      <p>{t.declareDeviceHint}</p>
      <Island name="roll-device" props={{ schoolId }}>
        <Form action={`/appel/ecoles/${schoolId}/appareils`}>
          <TextField name="name" label={t.deviceName} hint={t.deviceNameHint} required maxlength={60} value={here} />
          <Hidden name="token" value="" />
          <Submit picture="check">{t.declareDevice}</Submit>
        </Form>
      </Island>
    </Page>
  ),
});

/** The device draws its own token: we keep its hash. Without script it has none, and could not keep anything. */
export const declareDevice = action('/appel/ecoles/:schoolId/appareils', {
  params: OneSchool,
  may: countsSchool,
  does: 'device.declared',
  body: z.object({
    name: z.string().trim().min(1, t.giveDeviceName).max(60),
    token: z.string(t.needsScript).regex(/^[\w-]{43}$/, t.needsScript),
  }),
  redraw: devices,
  run: async ({ db, me, now, params: { schoolId }, body: { name, token } }) => {
    const row = {
      id: newId(now.getTime()),
      school_id: schoolId,
      token_hash: tokenHash(token),
      name,
      declared_by: me.personId,
      declared_at: now,
    };
    const { numInsertedOrUpdatedRows: made } = await db
      .insertInto('attendance.devices')
      .values(row)
      .onConflict((sentTwice) => sentTwice.column('token_hash').doNothing())
      .executeTakeFirstOrThrow();
    const note = made ? { schoolId, details: { deviceId: row.id } } : {};
    return { see: `/appel/ecoles/${schoolId}/appareils`, say: t.deviceDeclared, note };
  },
});

export const removeDevice = action('/appel/ecoles/:schoolId/appareils/:deviceId/retrait', {
  params: OneSchool.extend({ deviceId: uuid }),
  may: countsSchool,
  does: 'device.removed',
  body: z.object({}),
  run: async ({ db, params: { schoolId, deviceId } }) => {
    const gone = await db
      .deleteFrom('attendance.devices')
      .where('id', '=', deviceId)
      .where('school_id', '=', schoolId)
      .returning('id')
      .executeTakeFirst();
    return gone ? { see: `/appel/ecoles/${schoolId}/appareils`, say: t.deviceRemoved, note: { schoolId, details: { deviceId } } } : hidden;
  },
});

/** A device asks whether it is still the school's. */
export const askDevice = action('/appel/appareils', {
  may: wears('teacher', 'director'),
  does: 'device.asked',
  unlogged: true,
  body: z.object({ token: z.string().max(100) }),
  run: async ({ db, body: { token } }) => {
    const known = await db.selectFrom('attendance.devices').select('id').where('token_hash', '=', tokenHash(token)).executeTakeFirst();
    return known ? { see: '/appel' } : hidden;
  },
});
