import type { Samples } from '#kernel/testing';

/** Doors are shut in the sample world: each answers 404, or a page that explains. */
export const samples: Samples = async () => ({ provider: 'educonnect' });
