export { type Seat, seedDemo } from './demo.ts';
