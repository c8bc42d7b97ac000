export { cloneDatabase, rawCluster } from './cluster.ts';
export { type Ent, startEnt, type Visitor } from './ent.ts';
export type { World } from './world.ts';
