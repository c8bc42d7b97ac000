import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import { clockOf, HalfDay, halfDaysOf, halfOf } from './half-days.ts';
import { calls } from './policy.ts';
import { callRoll } from './register/record.ts';
import { classById } from './roll.ts';
import { sheet } from './sheet.tsx';
import type { Tables } from './tables.ts';
import type { Said } from './take.ts';
import { tellCalled } from './telling.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const State = z.enum(['present', 'absent', 'late']);
/** A device keeps a sheet for a day. */
const keptFor = 24 * 3_600_000;
const Moment = z.iso.datetime().transform((text) => new Date(text));

/** Beside these, for each child: `mark-ID` present, absent or late; `arrived-ID` « 08:45 »; `at-ID` when the line was touched. */
const Body = z
  .object({ key: uuid, seen: z.coerce.number().int().min(0).max(10_000).default(0), sentAt: Moment.optional().catch(undefined) })
  .catchall(z.unknown());

/** Takes the sheet of a half-day, from a page with no script as from a device that kept it while there was no network. */
export const send = action('/appel/:classId/:day/:half', {
  params: z.object({ classId: uuid, ...HalfDay }),
  may: calls,
  does: 'roll.called',
  body: Body,
  redraw: sheet,
  run: async ({ db, me, now, caller, params, body, emit }) => {
    const one = await classById(db, params.classId);
    if (!one) return hidden;
    const half = halfOf(params.half);
    const { day: today } = await clockOf(db, one.schoolId, now);
    const known = (await halfDaysOf(db, one.schoolId, params.day, params.day)).find((found) => found.half === half);
    if (!known) return refuse('closed', t.noClassThen, { status: 409 });
    if (params.day > today) return refuse('early', t.notYet, { status: 409 });
    if (params.day < schoolYearOf(now).startsOn) return refuse('last year', t.lastYear, { status: 409 });
    const said = saidIn(body, now, body.sentAt);
    const timed = body.sentAt !== undefined;
    if (said.size === 0) return refuse('empty', t.nobodyCalled);
    const { classId, day } = params;
    const sheetSent = { classId, day, half, schoolId: one.schoolId, key: body.key, seen: body.seen, said, timed };
    const taken = await callRoll(db, { ...sheetSent, by: me.personId, device: caller.device, now });
    if (taken) await tellCalled(db, { schoolId: one.schoolId, day, half, taken, now, emit });
    return {
      see: `/appel/${classId}/${day}/${params.half}`,
      say: t.called,
      note: { schoolId: one.schoolId, details: { classId, day, half, changes: taken?.changes.length ?? 0, again: taken === undefined } },
    };
  },
});

/** A device's clock may be wrong: what it says counts from the moment it says it is sending at. */
function saidIn(body: Record<string, unknown>, now: Date, sentAt: Date | undefined): Map<string, Said> {
  const late = sentAt ? now.getTime() - sentAt.getTime() : 0;
  const moment = (at: Date) => new Date(Math.max(now.getTime() - keptFor, Math.min(at.getTime() + late, now.getTime())));
  const said = new Map<string, Said>();
  for (const [name, value] of Object.entries(body)) {
    const id = uuid.safeParse(name.replace(/^mark-/, ''));
    const state = State.safeParse(value);
    if (!name.startsWith('mark-') || !id.success || !state.success) continue;
    const arrived = clock.safeParse(body[`arrived-${id.data}`]);
    const at = Moment.safeParse(body[`at-${id.data}`]);
    said.set(id.data, {
      state: state.data,
      arrived: state.data === 'late' && arrived.success ? arrived.data : null,
      at: at.success ? moment(at.data) : null,
    });
  }
  return said;
}
