import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { House as Gallery } from '#kernel/ui';
import type { House } from './app.ts';
import { html } from './html.tsx';
import { viewFor } from './request.ts';

const Skin = z.object({ skin: z.enum(['petits', 'debutants', 'grands', 'adultes']).catch('adultes') });

/** `/maison?skin=petits`: every component in every skin. Only a demonstration shows it. */
export function showGallery(app: FastifyInstance, house: House): void {
  app.get('/maison', (request, reply) => {
    const { skin } = Skin.parse(request.query);
    return html(reply, { ...viewFor(house, request, reply, undefined), skin }, <Gallery />);
  });
}
