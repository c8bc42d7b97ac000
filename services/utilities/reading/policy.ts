import type { Me } from '#kernel';
import { classesOf } from '#kernel/perimeter';

/** Whoever is signed in reads as they like. */
export const reads = (): boolean => true;

export const isPupil = ({ me }: { me: Me }): boolean => me.functions.some(({ kind }) => kind === 'pupil');

/** A class of mine: its teachers choose the writing it meets first. */
export const teachesIt = ({ me, params }: { me: Me; params: { classId: string } }): boolean =>
  classesOf(me, ['teacher']).includes(params.classId);
