import type { PersonalColumn } from '#kernel/personal-data';

/** The board keeps numbers, and of fewer than five people it says none. */
export const personalData: PersonalColumn[] = [];
