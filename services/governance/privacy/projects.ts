import { z } from '#kernel';
import { projectOf } from '#kernel/consent';
import type { Service } from '#kernel/service';

export const medium = z.enum(['picture-class', 'picture-school', 'picture-public', 'voice']);

export const projectShape = z.object({ id: z.string(), label: z.string(), sentence: z.string(), media: z.array(medium).readonly() });
type Project = z.infer<typeof projectShape>;

/** What families are asked this school year: one project for each service that shows children. */
export const projectsOf = (services: Service[], now: Date): Project[] =>
  services.flatMap(({ name, asksConsent }) => (asksConsent ? [{ ...asksConsent, id: projectOf(name, now) }] : []));
