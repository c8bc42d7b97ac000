import type { FastifyRequest } from 'fastify';
import type { Upload } from './uploads.ts';

export type Fields = Record<string, string | string[]>;

/** Files that a form may carry, unless its action asks for more. */
const usual = 5;

/**
 * The fields of a form and its files, whichever way the browser sent them. Files nobody asked for are dropped unread; `tooLarge`: one
 * was cut, and what was typed beside it is here all the same.
 */
export async function readBody(
  request: FastifyRequest,
  wanted?: { field: string; most: number },
): Promise<{ fields: Fields; uploads: Upload[]; tooLarge: boolean }> {
  if (!request.isMultipart()) return { fields: asFields(request.body), uploads: [], tooLarge: false };
  const fields: Fields = Object.create(null);
  const uploads: Upload[] = [];
  let tooLarge = false;
  const parts = request.parts({ limits: { files: Math.max(usual, wanted?.most ?? 0) } });
  for await (const part of whole(parts)) {
    if (part.type === 'field') add(fields, part.fieldname, storable(String(part.value)));
    else if (part.fieldname !== wanted?.field || uploads.length >= wanted.most || !part.filename) part.file.resume();
    else {
      uploads.push({ field: part.fieldname, name: part.filename, mediaType: part.mimetype, bytes: await part.toBuffer() });
      tooLarge ||= part.file.truncated;
    }
  }
  return { fields, uploads: uploads.filter((upload) => upload.bytes.length > 0), tooLarge };
}

/** What the multipart reader says of a form cut short has no code of its own: it is the sender's mistake, a 400. */
async function* whole<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    if (error instanceof Error && !('code' in error && String(error.code).startsWith('FST_')))
      throw Object.assign(error, { statusCode: 400 });
    throw error;
  }
}

function add(fields: Fields, name: string, value: string): void {
  const before = Object.hasOwn(fields, name) ? fields[name] : undefined;
  fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
}

function asFields(body: unknown): Fields {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return {};
  return storableFields(body);
}

/** Values of the same name come as an array; JSON may send anything, which the route's shape then refuses. */
export const storableFields = (from: object): Fields =>
  Object.fromEntries(
    Object.entries(from).map(([name, value]) => [name, Array.isArray(value) ? value.map(storableValue) : storableValue(value)]),
  );

const storableValue = <V>(value: V) => (typeof value === 'string' ? storable(value) : value);

/**
 * PostgreSQL's text holds neither a NUL nor half a letter (a lone surrogate, which a cookie refuses too), and nobody types one. A line
 * ends with one character, as `maxlength` counts it: browsers send two (HTML, « constructing the entry list »).
 */
const storable = (text: string): string => text.toWellFormed().replace(unseen, '').replaceAll('\r\n', '\n');

/** A NUL, and what turns the reading of all that follows round: a title must not rewrite the line it stands in. */
const unseen = /[\0\u202a-\u202e\u2066-\u2069]/g;
