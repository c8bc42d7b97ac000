import { refuse, routesFor, z } from '#kernel';
import { countTry, forgive, newToken, windowsFor } from '#kernel/identity';
import { tellLive } from '#kernel/live';
import { BarePage, Drawing, Form, Gommette, Island, Submit, TextField } from '#kernel/ui';
import { childrenOf, classPlace } from './children.ts';
import { deviceBehind } from './devices.ts';
import { lessonEnd } from './lesson.ts';
import { Refused } from './refused.tsx';
import { hashOf, openingHash, typedOpening } from './secrets.ts';
import { ClassStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { openPage, openAction } = routesFor<Tables>();

const anybody = (): boolean => true;
const EmblemShape = z.object({
  drawing: z.enum(['boat', 'house', 'fish', 'flower', 'rocket', 'snail']),
  family: z.enum(['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance']),
});

/**
 * What a class's tablet shows when nobody is in: hold one's badge, or tap one's own drawing. No keyboard. On any other
 * device, where to give the code that the teacher shows.
 */
export const door = openPage('/classe', {
  may: anybody,
  query: z.object({ code: z.string().max(40).catch('').default('') }),
  answer: z.object({
    code: z.string(),
    device: z.object({ className: z.string(), school: z.string() }).nullable(),
    children: z.array(z.object({ id: z.uuid(), name: z.string(), emblem: EmblemShape })),
  }),
  load: async ({ db, now, caller, query }) => {
    const device = await deviceBehind(db, caller.classDevice, now);
    const children = device ? await childrenOf(db, device.classId) : [];
    return {
      code: query.code,
      device: device ? { className: device.className, school: device.school } : null,
      children: children.filter(({ accountId }) => accountId).map(({ id, shown, emblem }) => ({ id, name: shown, emblem })),
    };
  },
  view: ({ code, device, children }) => (device ? <Faces name={device.className}>{children}</Faces> : <GiveCode code={code} />),
});

type Face = { id: string; name: string; emblem: z.infer<typeof EmblemShape> };

const Faces = ({ name, children }: { name: string; children: Face[] }) => (
  <BarePage title={t.whoAreYou} lead={name} skin="petits" wide head={<ClassStyle />}>
    <Refused />
    <Island name="badge-camera" props={{ words: { show: t.showBadge, refused: t.cameraRefused, none: t.noCamera } }} />
    <form id="badge-form" action="/classe/badge" method="post" hidden>
      <input type="hidden" name="badge" value="" />
    </form>
    {children.length === 0 && <p>{t.nobodyYet}</p>}
    <ul class="faces" aria-label={t.tapYourself}>
      {children.map((child) => (
        <li key={child.id}>
          <a class={`face f-${child.emblem.family}`} href={`/classe/eleves/${child.id}`}>
            <Gommette family={child.emblem.family} />
            <Drawing name={child.emblem.drawing} />
            <span>{child.name}</span>
          </a>
        </li>
      ))}
    </ul>
  </BarePage>
);

const GiveCode = ({ code }: { code: string }) => (
  <BarePage title={t.classDevice} lead={t.classDeviceLead}>
    <Form action="/classe">
      <TextField name="code" label={t.code} hint={t.codeHint} required literal autocomplete="off" maxlength={20} value={code} />
      <Submit picture="door">{t.joinClass}</Submit>
    </Form>
    <p>
      <a href="/connexion">{t.notADevice}</a>
    </p>
  </BarePage>
);

/** The code on the board makes this browser the class's, until the end of the lesson. */
export const join = openAction('/classe', {
  may: anybody,
  does: 'device.joined',
  body: z.object({ code: z.string(t.giveCode).transform(typedOpening).pipe(z.string().min(1, t.giveCode).max(20, t.wrongCode)) }),
  redraw: door,
  prepare: async ({ aside, secret, now, caller, body: { code } }) => {
    // By the line only: a whole class joins from one school at once, and its right codes are forgiven.
    const windows = windowsFor('class device', 'code', { address: caller.address, knownDevices: [] });
    const wait = await countTry(aside, windows);
    if (wait > 0) return refuse('slow', t.slow({ minutes: Math.ceil(wait / 60) }), { status: 429, field: 'code' });
    const { rows } = await aside.pool.query<{ classId: string; openedBy: string | null }>(
      `select class_id as "classId", opened_by as "openedBy" from badges.openings where code_hash = $1 and expires_at > $2`,
      [openingHash(secret, code), now],
    );
    if (!rows[0]) return refuse('wrong', t.wrongCode, { field: 'code' });
    await forgive(aside, windows);
    return rows[0];
  },
  run: async ({ db, now, caller, prepared: { classId, openedBy } }) => {
    const place = await classPlace(db, classId);
    const until = place && (await lessonEnd(db, place.schoolId, now));
    if (!place || !until) return refuse('closed', t.notNowTablet, { status: 409, field: 'code' });
    const token = newToken();
    await db
      .insertInto('badges.devices')
      .values({
        id: crypto.randomUUID(),
        class_id: classId,
        opened_by: openedBy,
        token_hash: hashOf(token),
        name: caller.device,
        opened_at: now,
        expires_at: until,
      })
      .execute();
    if (openedBy) await tellLive(db, [openedBy]);
    return {
      see: '/classe',
      classDevice: { token, until },
      session: 'ended',
      note: { schoolId: place.schoolId, details: { class: classId } },
    };
  },
});
