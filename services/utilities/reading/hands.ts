/** The three writings that a French pupil meets, in the order of their school years. */
export const hands = ['capitals', 'script', 'cursive'] as const;
