import type { FastifyReply, FastifyRequest } from 'fastify';
import { audit } from '#kernel/audit';
import { type EndedSchool, endedSchools, stopping } from '#kernel/ends';
import { drawerIn } from '#kernel/files';
import { emitter } from '#kernel/outbox';
import type { Me } from '#kernel/perimeter';
import { speaking } from '#kernel/texts';
import type { FormState } from '#kernel/ui';
import type { House } from './app.ts';
import { type Fields, readBody } from './body.ts';
import { type Hidden, hidden, type Outcome, type Refusal, refuse } from './outcome.ts';
import { answerProblem } from './problems.tsx';
import { callerOf, keepClassDevice, keepSession, keepWaiting, rememberDevice, say, wantsJson } from './request.ts';
import type { Route } from './route.ts';
import { atTheDoor, drawPage, noParams, sendFile } from './serve-page.tsx';
import { t } from './texts.ts';

type ActionRoute = Extract<Route, { kind: 'action' }>;

/** Thrown to roll the transaction back and carry the outcome out of it. */
class Undone extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super('rolled back');
    this.outcome = outcome;
  }
}

/**
 * A write: who asks, may they, is the form right, then one transaction for the rows, the line of the journal and the event.
 * 303 to the next page (201 for JSON); 422 with the form as it was; 404 outside the perimeter.
 */
export async function serveAction(
  house: House,
  service: string,
  route: ActionRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const entered = await atTheDoor(house, route, request, reply);
  if (!entered) return reply;
  const { me } = entered;
  return speaking(
    me?.language ?? 'fr',
    async () => {
      const params = (route.params ?? noParams).safeParse(request.params);
      if (!params.success || !(await mayEnter(house, route, me, params.data))) return answerProblem(house, request, reply, 404, { me });
      const { fields, uploads, tooLarge } = await readBody(request, route.uploads);
      if (tooLarge) {
        const errors = [{ field: route.uploads?.field ?? '', message: t.tooLarge }];
        return sendBack(house, route, request, reply, me, fields, errors, 413);
      }
      const body = route.body.safeParse(fields);
      if (!body.success) {
        const errors = body.error.issues.map((issue) => ({ field: String(issue.path[0] ?? ''), message: issue.message }));
        return sendBack(house, route, request, reply, me, fields, errors, 422);
      }

      const ended = await endedHere(house, service, me);
      const stop = me && (await stopping(house.db, ended, me, [...Object.values(params.data), ...Object.values(body.data)]));
      if (stop) return refused(house, route, request, reply, me, fields, readOnly(stop));
      const before = {
        me,
        params: params.data,
        body: body.data,
        uploads,
        now: house.now?.() ?? new Date(),
        services: house.services,
        caller: callerOf(house, request),
        origin: house.config.publicUrl,
        demonstration: house.config.demonstration,
        drawer: drawerIn(house.config.folder),
        folder: house.config.folder,
        secret: house.config.secret,
        pushService: house.config.pushService,
        sandbox: house.config.sandbox,
      };
      const prepared = await route.prepare?.({ ...before, aside: house.db } as never);
      const outcome = isFinal(prepared) ? prepared : await run(house, service, route, { ...before, prepared }, ended);
      if (outcome === hidden) return answerProblem(house, request, reply, 404, { me });
      if ('refused' in outcome) return refused(house, route, request, reply, me, fields, outcome);
      if ('file' in outcome) return sendFile(reply, outcome.file);
      if (outcome.session) keepSession(house, reply, outcome.session);
      if (outcome.device) rememberDevice(house, request, reply, outcome.device);
      if (outcome.waiting) keepWaiting(house, reply, outcome.waiting);
      if (outcome.classDevice) keepClassDevice(house, reply, outcome.classDevice);
      if (outcome.say) say(house, reply, outcome.say);
      return wantsJson(request)
        ? reply.code(201).header('location', outcome.see).send({ see: outcome.see })
        : reply.redirect(outcome.see, 303);
    },
    house.now?.(),
  );
}

/** The schools where this service writes no more: whatever the service, this is the one place where it is refused. */
const endedHere = async (house: House, service: string, me: Me | undefined): Promise<EndedSchool[]> =>
  me && !house.services.find(({ name }) => name === service)?.outlivesSchool ? endedSchools(house.db, house.now?.() ?? new Date()) : [];

const readOnly = ({ name, readOnlyFrom, closedFrom }: EndedSchool): Refusal =>
  refuse('school-ended', t.schoolEnded({ school: name, from: readOnlyFrom, until: closedFrom }), { status: 403 });

const isFinal = (prepared: unknown): prepared is Refusal | Hidden =>
  prepared === hidden || (typeof prepared === 'object' && prepared !== null && 'refused' in prepared);

const mayEnter = (house: House, route: ActionRoute, me: Me | undefined, params: unknown) =>
  house.db
    .transaction()
    .setAccessMode('read only')
    .execute((db) => Promise.resolve(route.may({ me, params, db, now: house.now?.() ?? new Date() } as never)));

async function run(
  house: House,
  service: string,
  route: ActionRoute,
  change: { me: Me | undefined } & Record<string, unknown>,
  ended: EndedSchool[],
): Promise<Outcome> {
  try {
    return await house.db.transaction().execute(async (db) => {
      const emit = emitter(db, service, house.services, change.me?.personId ?? null);
      const outcome = await route.run({ ...change, db, emit } as never);
      if (outcome === hidden || 'refused' in outcome) throw new Undone(outcome);
      // The address named no school, the journal does.
      const stop = ended.find(({ schoolId }) => schoolId === outcome.note?.schoolId);
      if (stop) throw new Undone(readOnly(stop));
      if (!route.unlogged) {
        const by = { actorId: change.me?.personId ?? null, schoolId: onlySchool(change.me) };
        await audit(db, { ...by, action: `${service}.${route.does}`, ...outcome.note });
      }
      if (house.rehearse) throw new Undone(outcome);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Undone) return error.outcome;
    throw error;
  }
}

/** Where somebody acts who belongs to one school: what the journal says, unless the action knows better. */
function onlySchool(me: Me | undefined): string | null {
  const schools = new Set([...(me?.functions ?? []), ...(me?.children ?? [])].map(({ schoolId }) => schoolId));
  const [first = null, ...others] = schools;
  return others.length === 0 ? first : null;
}

const refused = (
  house: House,
  route: ActionRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  me: Me | undefined,
  fields: Fields,
  refusal: Refusal,
) => sendBack(house, route, request, reply, me, fields, [{ field: refusal.field ?? '', message: refusal.sentence }], refusal.status);

function sendBack(
  house: House,
  route: ActionRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  me: Me | undefined,
  values: Fields,
  errors: FormState['errors'],
  status: number,
): unknown {
  if (wantsJson(request)) return reply.code(status).send({ errors });
  if (route.redraw?.kind !== 'page')
    return answerProblem(house, request, reply, status, { me, sentence: errors.map((error) => error.message).join(' ') });
  const action = request.url.split('?')[0] ?? '';
  return drawPage(house, route.redraw, request, reply, me, { status, state: { action, values, errors } });
}
