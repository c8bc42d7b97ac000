import { type Me, type Reader, sql, type Writer, z } from '#kernel';
import { attachable, type Drawer, keepFile, type Ready } from '#kernel/files';
import { Attachment, attachmentKind, Confirm, FileField, Form, Submit } from '#kernel/ui';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';

export const mostProofs = 5;

export const proofShape = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() });
type Proof = z.infer<typeof proofShape>;

export async function proofsOf(db: Reader<Tables>, requestId: string): Promise<Proof[]> {
  const { rows } = await sql<Proof>`
    select f.id, f.name, f.media_type as "mediaType", f.size::float as size from privacy.proofs p join kernel.files f on f.id = p.file_id
    where p.request_id = ${requestId} order by p.added_at, f.id`.execute(db);
  return rows;
}

type Given = { requestId: string; files: Ready[]; me: Me; drawer: Drawer; now: Date };

/** Keeps files in support of a request: its school is not said, so that nothing of the school lists them. */
export async function keepProofs(db: Writer<Tables>, { requestId, files, me, drawer, now }: Given): Promise<void> {
  for (const file of files) {
    const fileId = await keepFile(db, drawer, file, { schoolId: null, by: me.personId });
    await db
      .insertInto('privacy.proofs')
      .values({ request_id: requestId, file_id: fileId, added_by: me.personId, added_at: now })
      .execute();
  }
}

type ProofsProps = { requestId: string; handler: boolean; open: boolean; count: number; proofs: Proof[] };

/** For whoever answers, the files; for whoever asks, how many were sent, and where to send another. */
export function Proofs({ requestId, handler, open, count, proofs }: ProofsProps) {
  return (
    <section aria-labelledby="pieces">
      <h2 id="pieces">{q.proofs}</h2>
      <p class="hint">{handler ? q.proofsDesk : q.proofsSent({ count })}</p>
      {proofs.map(({ id, name, mediaType, size }) => (
        <div key={id}>
          <Attachment name={name} href={`/donnees/demandes/${requestId}/pieces/${id}`} bytes={size} kind={attachmentKind(mediaType)} />
          <Confirm
            action={`/donnees/demandes/${requestId}/pieces/${id}/retrait`}
            label={q.removeProof({ name })}
            sentence={q.removeSentence}
            confirm={q.removeConfirm}
          />
        </div>
      ))}
      {open && count < mostProofs && (
        <Form action={`/donnees/demandes/${requestId}/pieces`} id="piece" files>
          <FileField name="files" label={q.addProof} hint={q.proofHint} accept={attachable} multiple required />
          <Submit weight="plain">{q.sendProof}</Submit>
        </Form>
      )}
    </section>
  );
}
