import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { renderPage, type View } from '#kernel/ui';

/** Draws a page and sends it. Personal pages are kept by no cache. */
export const html = (reply: FastifyReply, view: View, page: VNode): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(renderPage(view, page));
