import { hidden, type Reader, routesFor, uuid, z } from '#kernel';
import { Form, Meter, Notice, Page, Radios, Submit, Table } from '#kernel/ui';
import { holdersOfClass, stateOf } from './holders.ts';
import { mayHelpClass } from './policy.ts';
import { AccountState, WhichSheets } from './state.tsx';
import { t } from './texts.ts';

const { page } = routesFor();

const Line = z.object({
  id: z.string(),
  name: z.string(),
  about: z.string(),
  state: z.enum(['blocked', 'active', 'issued', 'none']),
  mine: z.boolean(),
});
const Answer = z.object({ classId: z.string(), place: z.string(), school: z.string(), pupils: z.array(Line), families: z.array(Line) });
type Lines = z.infer<typeof Line>[];

export async function classHeading(db: Pick<Reader, 'selectFrom'>, classId: string) {
  const { place, school, schoolId } = await db
    .selectFrom('kernel.places as class')
    .innerJoin('kernel.places as school', 'school.id', 'class.school_id')
    .select(['class.name as place', 'school.name as school', 'school.id as schoolId'])
    .where('class.id', '=', classId)
    .executeTakeFirstOrThrow();
  return { title: `${place} · ${school}`, place, school, schoolId };
}

/** Who of a class has come in, who has a sheet, who has nothing yet; and the press. */
export const classAccounts = page('/comptes/classes/:classId', {
  params: z.object({ classId: uuid }),
  may: mayHelpClass,
  answer: Answer,
  load: async ({ db, me, params: { classId } }) => {
    const holders = await holdersOfClass(db, me, classId);
    const heading = await classHeading(db, classId);
    if (!heading) return hidden;
    const lines = holders.map((one) => ({ ...one, about: one.children.join(', '), state: stateOf(one) }));
    return {
      classId,
      place: heading.place,
      school: heading.school,
      pupils: lines.filter(({ as }) => as === 'pupil'),
      families: lines.filter(({ as }) => as === 'guardian'),
    };
  },
  view: ({ classId, place, school, pupils, families }) => (
    <Page title={t.accountsOf({ place })} lead={school} family="utilities" trail={[{ label: t.label, href: '/comptes' }]}>
      <Rates pupils={pupils} families={families} />
      <section aria-labelledby="imprimer">
        <h2 id="imprimer">{t.printTitle}</h2>
        <Notice kind="warning">
          <p>{t.printWarning}</p>
        </Notice>
        <Form action={`/comptes/classes/${classId}/fiches`} forFile>
          <Radios
            name="who"
            label={t.who}
            required
            value="families"
            options={[
              { value: 'families', label: t.families },
              { value: 'pupils', label: t.pupils },
              { value: 'both', label: t.both },
            ]}
          />
          <WhichSheets />
          <Submit picture="print">{t.print}</Submit>
        </Form>
      </section>
      <Lines title={t.families} lines={families} />
      <Lines title={t.pupils} lines={pupils} />
    </Page>
  ),
});

const active = (lines: Lines): number => lines.filter(({ state }) => state === 'active').length;

const Rates = ({ pupils, families }: { pupils: Lines; families: Lines }) => (
  <div class="card">
    {families.length > 0 && (
      <Meter
        label={t.families}
        value={active(families)}
        max={families.length}
        text={t.activeOf({ active: active(families), all: families.length })}
      />
    )}
    {pupils.length > 0 && (
      <Meter
        label={t.pupils}
        value={active(pupils)}
        max={pupils.length}
        text={t.activeOf({ active: active(pupils), all: pupils.length })}
      />
    )}
    {pupils.length === 0 && <p>{t.noPupil}</p>}
  </div>
);

export const Lines = ({ title, lines, about = t.parentOf }: { title: string; lines: Lines; about?: string }) => (
  <section aria-label={title}>
    <Table
      caption={title}
      rows={lines}
      id={({ id }) => id}
      empty={t.nobodyHere}
      dense
      columns={[
        { head: t.name, header: true, cell: ({ id, name, mine }) => (mine ? <a href={`/comptes/personnes/${id}`}>{name}</a> : name) },
        ...(lines.some((line) => line.about) ? [{ head: about, cell: (line: Lines[number]) => line.about }] : []),
        {
          head: t.state,
          cell: ({ state, mine }) => (
            <>
              <AccountState state={state} /> {!mine && <span class="hint">{t.notMine}</span>}
            </>
          ),
        },
      ]}
    />
  </section>
);
