import type { Me } from '#kernel';

/** Adults choose how they are told; a child's tablet is woken for nothing, and no mail is sent to a child. */
export const chooses = ({ me }: { me: Me }): boolean => !me.functions.some(({ kind }) => kind === 'pupil');
