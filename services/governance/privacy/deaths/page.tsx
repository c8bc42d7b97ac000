import { hidden, routesFor, sql, uuid, z } from '#kernel';
import {
  Card,
  Confirm,
  Definition,
  dayText,
  Form,
  InlineForm,
  Notice,
  Page,
  Progress,
  Submit,
  sizeText,
  TextField,
  Time,
} from '#kernel/ui';
import type { Tables } from '../tables.ts';
import { type Death, deathShape, deathsWhere, freeFrom, looksAfter } from './death.ts';
import { d } from './words.ts';

const { page } = routesFor<Tables>();
const ordinary = 90 * 86_400_000;

const File = z.object({ state: z.enum(['making', 'ready', 'failed']), done: z.number(), outOf: z.number(), size: z.number().nullable() });

/** What the person had asked, and what is left to do of it. */
export const deathPage = page('/donnees/deces/:deathId', {
  params: z.object({ deathId: uuid }),
  may: looksAfter,
  answer: z.object({ death: deathShape, file: File.nullable(), until: z.date(), from: z.date().nullable() }),
  load: async ({ db, now, params: { deathId } }) => {
    const [death] = await deathsWhere(db, sql<boolean>`d.id = ${deathId}`);
    if (!death) return hidden;
    const { rows } = await sql<z.infer<typeof File>>`
      select f.state, f.done, f.out_of as "outOf", f.size::float as size from privacy.deaths d join privacy.files f on f.id = d.file_id
      where d.id = ${deathId} and (f.state <> 'ready' or f.file_id is not null)`.execute(db);
    const from = freeFrom(death.recordedAt);
    return {
      ...{ death, file: rows[0] ?? null, until: new Date(death.recordedAt.getTime() + ordinary) },
      from: now < from ? from : null,
    };
  },
  view: ({ death: one, file, until, from }) => (
    <Page title={one.name} family="governance" narrow trail={[{ label: d.title, href: '/donnees/deces' }]}>
      <Definition
        entries={[
          { term: d.died, children: <Time at={one.diedOn} form="day" /> },
          ...(one.by ? [{ term: d.recordedBy, children: one.by }] : []),
          { term: d.asked, children: d.wish({ wish: one.wish }) },
          ...(one.heir ? [{ term: d.heir, children: one.heir }] : []),
        ]}
      />
      {from && (one.wish === 'give' || one.wish === 'erase') && <Notice>{d.from({ day: dayText(from) })}</Notice>}
      {!from && one.wish === 'give' && <Giving death={one} file={file} />}
      {!from && (one.wish === 'erase' || (one.wish === 'give' && one.givenAt)) && (
        <Confirm action={`/donnees/deces/${one.id}/effacement`} label={d.erase} sentence={d.eraseSentence} confirm={d.eraseConfirm} />
      )}
      {(one.wish === null || one.wish === 'keep') && <Notice>{d.until({ day: dayText(until) })}</Notice>}
      <Confirm action={`/donnees/deces/${one.id}/erreur`} label={d.mistake} sentence={d.mistakeSentence} confirm={d.mistakeConfirm} />
    </Page>
  ),
});

function Giving({ death: one, file }: { death: Death; file: z.infer<typeof File> | null }) {
  if (one.givenAt && one.givenTo) return <p>{d.givenOn({ to: one.givenTo, day: dayText(one.givenAt) })}</p>;
  return (
    <Card title={d.makeFile}>
      <p>{d.makeLead}</p>
      {file?.state === 'making' && <Progress id="dossier" poll={2} value={file.done} max={Math.max(1, file.outOf)} label={d.making} />}
      {file?.state === 'failed' && <Notice kind="warning">{d.failed}</Notice>}
      {(!file || file.state === 'failed') && (
        <InlineForm action={`/donnees/deces/${one.id}/dossier`} weight="main">
          {d.makeFile}
        </InlineForm>
      )}
      {file?.state === 'ready' && (
        <>
          <p>{d.ready}</p>
          <Form action={`/donnees/deces/${one.id}/telechargement`} id="telecharger" forFile>
            <Submit picture="import">{`${d.take} (${sizeText(file.size ?? 0)})`}</Submit>
          </Form>
          <Form action={`/donnees/deces/${one.id}/remise`} id="remise">
            <TextField name="to" label={d.givenTo} hint={d.givenHint} required maxlength={300} value={one.heir ?? ''} />
            <Submit weight="plain">{d.keepGiven}</Submit>
          </Form>
        </>
      )}
    </Card>
  );
}
