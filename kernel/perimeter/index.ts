export { type Circle, type Recipient, resolve } from './circle.ts';
export { administers, aroundMyChildren, directs, has, isGuardianOf, placesOf, signedIn, teaches, wears, within } from './may.ts';
export { type Child, type Hat, type Me, mainProfile, meBySession, type Profile, profilesOf, workKinds, worksHere } from './me.ts';
export { calledName } from './names.ts';
export { classesOf, type Reason, reaches, schoolsOf, type Way, waysTo, whyReach } from './reach.ts';
export { type CircleRef, circleKinds, circleLabel, circlesFor, type Member, membersOf, type OfferedCircle } from './reach-circles.ts';
export { type CircleKind, circlePolicy, policy, type Rule } from './reach-policy.ts';
export { closeness, folded, matches, type Reached, searchReach, wordsOf } from './reach-search.ts';
export { handOf, skinOf } from './skin.ts';
