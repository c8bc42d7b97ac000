import { prepareTemplate } from '../kernel/testing/cluster.ts';
import { migrateAll } from '../preau.ts';

/** Once per run, before the workers: the server and the migrated template that `cloneDatabase` copies. */
export default function setup(): Promise<() => Promise<void>> {
  return prepareTemplate(migrateAll);
}
