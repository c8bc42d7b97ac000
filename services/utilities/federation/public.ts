export { whereToLeave } from './farewell.tsx';
export { type OpenDoor, openDoors } from './providers.ts';
