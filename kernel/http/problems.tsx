import type { FastifyReply, FastifyRequest } from 'fastify';
import { BarePage, ErrorPage } from '#kernel/ui';
import type { House } from './app.ts';
import { html } from './html.tsx';
import { viewFor, wantsJson } from './request.ts';
import { t } from './texts.ts';

/** Answers what could not be served, in the form that was asked: a page with a way out, or JSON. */
export function answerProblem(
  house: House,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  sentence = t.problemSentence({ status }),
): FastifyReply {
  const title = t.problem({ status });
  reply.code(status);
  if (wantsJson(request)) return reply.send({ error: title, sentence, ...(status >= 500 ? { id: request.id } : {}) });
  const page = (
    <BarePage title={title}>
      <ErrorPage code={status} title={title} sentence={sentence} id={status >= 500 ? request.id : undefined} />
    </BarePage>
  );
  return html(reply, viewFor(house, request, reply, undefined), page);
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
  if (status >= 500) request.log.error(error);
  return answerProblem(house, request, reply, status, known[code]?.sentence?.());
}

const has = <K extends string>(error: unknown, key: K): error is Record<K, unknown> =>
  typeof error === 'object' && error !== null && key in error;
