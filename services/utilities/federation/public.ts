export { whereToLeave } from './farewell.tsx';
export { provedPairs, provedPeople, useProof } from './proof.ts';
export { type OpenDoor, openDoors } from './providers.ts';
