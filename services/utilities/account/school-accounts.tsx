import { type Reader, routesFor, uuid, z } from '#kernel';
import { directs } from '#kernel/perimeter';
import { Form, Notice, Page, Submit } from '#kernel/ui';
import { Lines } from './class-accounts.tsx';
import { holdersOfSchool, stateOf } from './holders.ts';
import { mayHelpSchool } from './policy.ts';
import { s } from './sheet-texts.ts';
import { WhichSheets } from './state.tsx';
import { t } from './texts.ts';

const { page } = routesFor();

const Line = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  state: z.enum(['blocked', 'active', 'issued', 'none']),
  mine: z.boolean(),
});

export async function schoolHeading(db: Pick<Reader, 'selectFrom'>, schoolId: string) {
  const { name } = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirstOrThrow();
  return { title: name, place: name, school: name };
}

/** The adults of a school. Its director lets the team in; the academy lets the directors and the town's staff in. */
export const schoolAccounts = page('/comptes/ecoles/:schoolId', {
  params: z.object({ schoolId: uuid }),
  may: mayHelpSchool,
  answer: z.object({ schoolId: z.string(), school: z.string(), director: z.boolean(), lines: z.array(Line) }),
  load: async ({ db, me, params: { schoolId } }) => {
    const holders = await holdersOfSchool(db, me, schoolId);
    const director = directs(me, schoolId);
    return {
      schoolId,
      school: (await schoolHeading(db, schoolId)).school,
      director,
      // The academy sees whom it lets in; who else works there is the director's list.
      lines: holders.filter(({ mine }) => director || mine).map((one) => ({ ...one, about: s[one.as], state: stateOf(one) })),
    };
  },
  view: ({ schoolId, school, director, lines }) => (
    <Page
      title={director ? t.teamOf({ school }) : t.directorsOf({ school })}
      lead={director ? t.teamLead : t.directorsLead}
      family="utilities"
      trail={[{ label: t.label, href: '/comptes' }]}
    >
      <Lines title={t.adults} lines={lines} about={t.hat} />
      {lines.some(({ mine }) => mine) && (
        <section aria-labelledby="imprimer">
          <h2 id="imprimer">{t.printTitle}</h2>
          <Notice kind="warning">
            <p>{t.printWarning}</p>
          </Notice>
          <Form action={`/comptes/ecoles/${schoolId}/fiches`} forFile>
            <WhichSheets />
            <Submit picture="print">{t.print}</Submit>
          </Form>
        </section>
      )}
    </Page>
  ),
});
