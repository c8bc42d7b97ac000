import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Me } from '#kernel/perimeter';
import { ErrorPage } from '#kernel/ui';
import type { House } from './app.ts';
import { html } from './html.tsx';
import { viewFor, wantsJson } from './request.ts';
import { t } from './texts.ts';

type Problem = { me?: Me | undefined; sentence?: string | undefined };

/** Answers what could not be served, in the form that was asked: a page with a way out, in the person's own skin, or JSON. */
export function answerProblem(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  { me, sentence }: Problem = {},
): FastifyReply {
  const title = t.problem({ status });
  const explained = sentence ?? t.problemSentence({ status });
  reply.code(status);
  if (wantsJson(request)) return reply.send({ error: title, sentence: explained, ...(status >= 500 ? { id: request.id } : {}) });
  const id = status >= 500 ? { id: request.id } : {};
  return html(reply, viewFor(house, request, reply, me), <ErrorPage code={status} title={title} sentence={explained} {...id} />);
}

const known: Record<string, { status: number; sentence?: () => string }> = {
  FST_REQ_FILE_TOO_LARGE: { status: 413, sentence: () => t.tooLarge },
  FST_FILES_LIMIT: { status: 413, sentence: () => t.tooManyFiles },
  FST_PARTS_LIMIT: { status: 413 },
  FST_FIELDS_LIMIT: { status: 413 },
};

/** What nobody foresaw: said with a number, told whole to the log. What Fastify itself refuses keeps its 4xx. */
export function unexpected(house: House, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code = has(error, 'code') ? String(error.code) : '';
  const status = known[code]?.status ?? (has(error, 'statusCode') ? Number(error.statusCode) : 500);
  const { sandbox } = house.config;
  // What was under way when a sandbox was made anew lost its database on the way.
  if (sandbox?.side === 'sandbox' && sandbox.resetting()) return answerProblem(house, request, reply, 503, { sentence: t.sandboxReset });
  if (status >= 500) request.log.error(error);
  return answerProblem(house, request, reply, status, { sentence: known[code]?.sentence?.() });
}

const has = <K extends string>(error: unknown, key: K): error is Record<K, unknown> =>
  typeof error === 'object' && error !== null && key in error;
