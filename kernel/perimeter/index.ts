export { type Circle, type Recipient, resolve } from './circle.ts';
export { administers, aroundMyChildren, directs, has, isGuardianOf, placesOf, signedIn, teaches, wears, within } from './may.ts';
export { type Child, type Hat, type Me, mainProfile, meBySession, type Profile, profilesOf, workKinds } from './me.ts';
export { skinOf } from './skin.ts';
