export { seedDemo } from './demo.ts';
export { type Standing, standings } from './standing.ts';
export { bindingStates } from './states.ts';
export { type State, states } from './tables.ts';
export { stateLook, t as conventionTexts } from './texts.ts';
