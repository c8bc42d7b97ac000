export { type Block, type Doc, docOf, isBlank, plainOf, type Run } from './doc.ts';
export { docShape, richText, writable } from './schema.ts';
export { Rich, RichField } from './view.tsx';
