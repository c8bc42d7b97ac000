import type { AafRecord } from './records.ts';

export type Change =
  | { kind: 'addRequest'; record: AafRecord }
  | { kind: 'modifyRequest'; record: AafRecord }
  | { kind: 'deleteRequest'; record: AafRecord };

/** Attributes whose values differ; both records list the same attributes in the same order. */
function replaced(before: AafRecord, after: AafRecord): AafRecord['attributes'] {
  return after.attributes.filter(([, values], index) => {
    const [, old = []] = before.attributes[index] ?? [];
    return values.length !== old.length || values.some((value, at) => value !== old[at]);
  });
}

/**
 * What leads from one picture of a site to another. The Delta is derived from the two pictures and never imagined beside
 * them: Complet then Delta is the next Complet by construction.
 */
export function* changesBetween(before: Iterable<AafRecord>, after: Iterable<AafRecord>): Generator<Change> {
  const key = (record: AafRecord): string => `${record.category}/${record.id}`;
  const old = new Map([...before].map((record) => [key(record), record]));
  for (const record of after) {
    const known = old.get(key(record));
    old.delete(key(record));
    if (!known) {
      yield { kind: 'addRequest', record };
      continue;
    }
    const attributes = replaced(known, record);
    if (attributes.length > 0) yield { kind: 'modifyRequest', record: { ...record, attributes } };
  }
  for (const record of old.values()) yield { kind: 'deleteRequest', record };
}
