export { castRole, type Role } from './roles.ts';
