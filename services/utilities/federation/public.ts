export { whereToLeave } from './farewell.tsx';
export type { LocalPerson } from './local/page.ts';
export { startLocalProvider } from './local/provider.ts';
export { provedPairs, provedPeople, useProof } from './proof.ts';
export { closeDoor, type OpenDoor, openDoors, saveProvider } from './providers.ts';
export { refOf } from './refs.ts';
export { readIdpMetadata } from './saml/metadata.ts';
export type { ProviderName } from './tables.ts';
