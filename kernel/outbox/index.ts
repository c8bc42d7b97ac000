export { deliver } from './deliver.ts';
export { emitter } from './emit.ts';
