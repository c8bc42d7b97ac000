export { openBrowser, violations, weigh } from './browser.ts';
export { cloneDatabase, rawCluster } from './cluster.ts';
export { type Built, builtAssets, type Ent, startEnt, type Visitor } from './ent.ts';
export { type MailSink, startMailSink } from './mail-sink.ts';
export { overhear } from './overhear.ts';
export { pagesOf, picturesOf, tagsOf } from './pdf.ts';
export { selfSigned } from './self-signed.ts';
export type { Here, Samples, World } from './world.ts';
