/** The browser's side of a voice, and the small elements that its islands draw. */
export { box, button, filled, make } from './elements.ts';
export { type RecorderWords, recorder } from './record.ts';
