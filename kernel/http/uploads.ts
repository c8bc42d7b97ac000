/** A file sent with a form, in memory: forms are limited to a few files of 10 MiB. */
export type Upload = { field: string; name: string; mediaType: string; bytes: Buffer };
