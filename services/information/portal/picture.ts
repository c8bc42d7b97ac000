import { type PictureName, pictureNames } from '#kernel/ui';

/** A picture by its name in a manifest; an answer only carries text. */
export const pictureNamed = (name: string | undefined): PictureName | undefined => pictureNames.find((known) => known === name);
