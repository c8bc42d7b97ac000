import { Confirm, Table, Time } from '#kernel/ui';
import type { Letter } from './letters.ts';
import { t } from './texts.ts';

type SentProps = { schoolId: string; letters: Letter[]; mayWrite: boolean };

/** On the page of a school: what it was sent, and the button of those who may write. */
export const Sent = ({ schoolId, letters, mayWrite: writes }: SentProps) => (
  <>
    {writes && (
      <Confirm action={`/deploiement/ecole/${schoolId}/relance`} label={t.writeOne} sentence={t.writeOneSentence} confirm={t.writeOneYes} />
    )}
    {letters.length > 0 && (
      <Table
        caption={t.lettersReceived}
        rows={letters}
        id={(one) => one.id}
        columns={[
          {
            head: t.sentOn,
            header: true,
            cell: (one) => (
              <a href={`/deploiement/ecole/${schoolId}/lettres/${one.id}`}>
                <Time at={one.sentAt} form="short" />
              </a>
            ),
          },
          { head: t.why, cell: ({ stall }) => t.stallText({ stall }) },
          { head: t.sentBy, cell: ({ from, by }) => by ?? from },
          { head: t.toWhom, cell: ({ to }) => to.join(', ') },
        ]}
      />
    )}
  </>
);
