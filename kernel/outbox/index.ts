export { arrive } from './arrive.ts';
export { deliver } from './deliver.ts';
export { digest } from './digest.ts';
export { emitter } from './emit.ts';
export { isPushService, keepSubscription, push, pushKeys, type Subscription } from './push.ts';
export type { OutboxTables } from './tables.ts';
