export { type RawBuilder, sql } from 'kysely';
export { connect, type Database, type Reader, type Writer } from './connect.ts';
export { newId } from './id.ts';
export { type MigrationFolder, migrate } from './migrate.ts';
export type {
  Comfort,
  Day,
  Default,
  FunctionKind,
  GuardianKind,
  Hand,
  Json,
  KernelTables,
  Level,
  Moment,
  PlaceKind,
  Source,
} from './tables.ts';
