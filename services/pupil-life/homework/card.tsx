import { docOf, Rich } from '#kernel/rich-text';
import { Attachment, attachmentKind, Chip, Picture } from '#kernel/ui';
import { pictureOf } from './kinds.ts';
import { t } from './texts.ts';
import type { Work } from './works.ts';

/** What is to be done: the kind in a picture and a word, the subject, the words, how long, what is attached. */
export const WorkBody = ({ work }: { work: Omit<Work, 'forSome' | 'seriesId' | 'changedAlone' | 'repeats'> }) => (
  <>
    <p class="meta">
      <Chip>
        <Picture name={pictureOf[work.kind]} /> {t[work.kind]}
      </Chip>
      <strong>{t.subjectName({ subject: work.subject })}</strong>
      {work.minutes > 0 && <span>{t.minutesShort({ count: work.minutes })}</span>}
    </p>
    <Rich doc={docOf(work.body)} />
    {work.files.map((file) =>
      file.mediaType.startsWith('image/') ? (
        <a key={file.id} class="work-picture" href={`/devoirs/travaux/${work.id}/pieces/${file.id}`}>
          <img src={`/devoirs/travaux/${work.id}/pieces/${file.id}`} alt={file.name} loading="lazy" decoding="async" />
        </a>
      ) : (
        <Attachment
          key={file.id}
          name={file.name}
          bytes={file.size}
          kind={attachmentKind(file.mediaType)}
          href={`/devoirs/travaux/${work.id}/pieces/${file.id}`}
        />
      ),
    )}
  </>
);
