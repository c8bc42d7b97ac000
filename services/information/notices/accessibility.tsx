import { readFileSync } from 'node:fs';
import { routesFor, z } from '#kernel';
import { dayText, PlainText, Table } from '#kernel/ui';
import { contactsOf } from '#services/utilities/account';
import { Public } from './public-page.tsx';
import { t } from './texts.ts';

const { openPage } = routesFor();

const Checks = z.object({
  on: z.iso.date(),
  /** The version of axe-core. */
  axe: z.string(),
  seats: z.array(z.object({ seat: z.string(), pages: z.number(), faults: z.number() })),
});

/** Written by tests/accessibility.test.ts (PREAU_CHECKS=1): what was really opened and looked at, nothing typed by hand. */
export const checks = Checks.parse(JSON.parse(readFileSync(new URL('./checks.json', import.meta.url), 'utf8')));

/** The declaration (loi n° 2005-102, art. 47; décret n° 2019-768): without an audit, « non conforme », whatever our checks say. */
export const accessibility = openPage('/accessibilite', {
  may: () => true,
  answer: z.object({ controller: z.string(), contact: z.string(), checks: Checks }),
  load: async ({ db }) => {
    const known = await contactsOf(db);
    return { controller: known.controller ?? t.defaultController, contact: known.accessibilityEmail ?? t.bySchool, checks };
  },
  view: ({ controller, contact, checks: { on, axe, seats } }) => (
    <Public title={t.accessibility} lead={t.accessibilityLead({ controller })}>
      <PlainText body={t.accessibilityState} />
      <h2>{t.lastChecks}</h2>
      <p>{t.lastChecksLead({ day: dayText(on), axe })}</p>
      <Table
        caption={t.lastChecks}
        quiet
        dense
        rows={seats}
        id={({ seat }) => seat}
        columns={[
          { head: t.seat, header: true, cell: ({ seat }) => t.seatName({ seat }) },
          { head: t.pages, numeric: true, cell: ({ pages }) => pages },
          { head: t.faults, numeric: true, cell: ({ faults }) => faults },
        ]}
      />
      <PlainText body={t.accessibilityText({ contact, day: dayText(on) })} />
    </Public>
  ),
});
