export { seedDemo } from './demo.ts';
export { replacesIn } from './policy.ts';
