/** Photos of one post. */
export const mostPhotos = 20;
