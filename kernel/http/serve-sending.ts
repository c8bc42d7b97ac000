import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { arrivedBytes, type Begun, beginUpload, continueUpload, uploadOf } from '#kernel/uploads';
import type { House } from './app.ts';
import { uuid } from './fields.ts';
import { answerProblem } from './problems.tsx';
import type { Route } from './route.ts';
import { atTheDoor, noParams } from './serve-page.tsx';
import { t } from './texts.ts';

type SendingRoute = Extract<Route, { kind: 'sending' }>;

const version = '1.0.0';
const pieces = 'application/offset+octet-stream';

/**
 * Files sent in pieces that survive a cut line: the core of tus 1.0 and its creation extension (https://tus.io/protocols/resumable-upload).
 * POST begins one, HEAD says how much of it came, PATCH sends what follows. A POST repeated with the same `key` finds the same file.
 */
export function mountSending(app: FastifyInstance, house: House, route: SendingRoute): void {
  if (!app.hasContentTypeParser(pieces)) app.addContentTypeParser(pieces, (_request, payload, done) => done(null, payload));
  app.post(route.path, (request, reply) => begin(house, route, request, reply));
  app.head(`${route.path}/:uploadId`, (request, reply) => tell(house, route, request, reply));
  app.patch(`${route.path}/:uploadId`, (request, reply) => goOn(house, route, request, reply));
}

/** Whoever may send here, with a protocol that we speak; else the answer was already sent. */
async function sender(house: House, route: SendingRoute, request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
  const entered = await atTheDoor(house, route, request, reply);
  if (!entered?.me) return;
  const { me } = entered;
  const params = (route.params ?? noParams).safeParse(request.params);
  const may =
    params.success &&
    (await house.db
      .transaction()
      .setAccessMode('read only')
      .execute(async (db) => route.may({ me, params: params.data, db, now: house.now?.() ?? new Date() } as never)));
  if (!may) answerProblem(house, request, reply, 404, { me });
  else if (request.headers['tus-resumable'] !== version) reply.code(412).header('tus-version', version).send();
  else return me.personId;
  return;
}

async function begin(house: House, route: SendingRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const personId = await sender(house, route, request, reply);
  if (!personId) return reply;
  const length = whole(request.headers['upload-length']);
  const told = metadata(request.headers['upload-metadata']);
  const key = told.get('key')?.slice(0, 100).toWellFormed();
  if (!length || !key) return answerProblem(house, request, reply, 400);
  if (length > route.most) return answerProblem(house, request, reply, 413, { sentence: t.tooLarge });
  const now = house.now?.() ?? new Date();
  const begun = await beginUpload(house.db, house.config.folder, {
    ...{ personId, key, length, now },
    mediaType: (told.get('filetype') ?? '').slice(0, 100).toWellFormed(),
  });
  if (!begun) return answerProblem(house, request, reply, 413);
  return said(reply)
    .code(201)
    .header('location', `${request.url.split('?')[0]}/${begun.id}`)
    .send();
}

async function tell(house: House, route: SendingRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const upload = await theirs(house, route, request, reply);
  if (!upload) return reply;
  return said(reply)
    .header('upload-offset', await arrivedBytes(house.config.folder, upload.id))
    .header('upload-length', upload.length)
    .header('cache-control', 'no-store')
    .send();
}

async function goOn(house: House, route: SendingRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const upload = await theirs(house, route, request, reply);
  if (!upload) return reply;
  if (request.headers['content-type'] !== pieces) return answerProblem(house, request, reply, 415);
  const arrived = await arrivedBytes(house.config.folder, upload.id);
  if (whole(request.headers['upload-offset']) !== arrived) return answerProblem(house, request, reply, 409);
  const now = await continueUpload(house.config.folder, upload, arrived, request.body as Readable);
  return said(reply).code(204).header('upload-offset', now).send();
}

/** One of the sender's own files; another's does not exist. */
async function theirs(house: House, route: SendingRoute, request: FastifyRequest, reply: FastifyReply): Promise<Begun | undefined> {
  const personId = await sender(house, route, request, reply);
  if (!personId) return;
  const { uploadId } = request.params as { uploadId: string };
  const upload = uuid.safeParse(uploadId).success ? await uploadOf(house.db, personId, uploadId) : undefined;
  if (!upload) answerProblem(house, request, reply, 404);
  return upload;
}

const said = (reply: FastifyReply): FastifyReply => reply.header('tus-resumable', version);

const whole = (header: string | string[] | undefined): number | undefined =>
  /^\d{1,9}$/.test(String(header)) ? Number(header) : undefined;

/** « key ZG9n,filetype aW1hZ2Uvd2VicA== » */
const metadata = (header: string | string[] | undefined): Map<string, string> =>
  new Map(
    String(header ?? '')
      .split(',')
      .map((pair) => pair.trim().split(' '))
      .map(([name = '', value = '']) => [name, Buffer.from(value, 'base64').toString().replace(/\p{C}/gu, '').toWellFormed()]),
  );
