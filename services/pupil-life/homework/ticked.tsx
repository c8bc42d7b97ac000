import { z } from '#kernel';
import { ChildChip, Gommette, InlineForm, Picture, relativeDayText, Status, Time, useTu } from '#kernel/ui';
import { WorkBody } from './card.tsx';
import { pictureOf } from './kinds.ts';
import { t } from './texts.ts';
import { workShape } from './works.ts';

/** What leaves for a child or a guardian: neither the names of whom else it is for, nor how it repeats. */
export const askedShape = workShape
  .omit({ forSome: true, seriesId: true, changedAlone: true, repeats: true })
  .extend({ pupilId: z.uuid(), firstName: z.string(), done: z.boolean() });
export type AskedShown = z.infer<typeof askedShape>;

type ListProps = { works: AskedShown[]; back: string; now: Date; several: boolean };

/** Day by day, what there is to do, and a box to tick that only the child and the family see. */
export const ByDay = ({ works, back, now, several }: ListProps) => (
  <>
    {[...Map.groupBy(works, ({ dueOn }) => dueOn)].map(([day, ofDay]) => (
      <section key={day} class="asked-day" aria-labelledby={`j${day}`}>
        <h2 id={`j${day}`}>
          {t.forDay} <Time at={day} form="relative" now={now} />
        </h2>
        {ofDay.map((work) => (
          <AskedWork key={work.id + work.pupilId} work={work} back={back} several={several} day={relativeDayText(day, now)} />
        ))}
      </section>
    ))}
  </>
);

function AskedWork({ work, back, several, day }: { work: AskedShown; back: string; several: boolean; day: string }) {
  const tu = useTu();
  const of = t.thisWork({ subject: t.subjectName({ subject: work.subject }), day });
  return (
    <article class={`card asked${work.done ? ' is-done' : ''}`}>
      {several && <ChildChip child={{ id: work.pupilId, name: work.firstName }} />}
      {tu && <Gommette family="pupil-life" size="xl" picture={pictureOf[work.kind]} />}
      <WorkBody work={work} />
      <div class="card-foot">
        {work.done && <Status kind="done">{t.done}</Status>}
        <InlineForm
          action={`/devoirs/travaux/${work.id}/enfants/${work.pupilId}/fait`}
          fields={{ back, ...(work.done ? {} : { done: 'on' }) }}
          weight={work.done ? 'quiet' : 'plain'}
          picture={work.done ? undefined : 'check'}
          label={work.done ? `${t.notDone} ${of}` : `${t.tick} ${of}`}
        >
          {work.done ? t.notDone : t.tick}
        </InlineForm>
      </div>
    </article>
  );
}

/** Beside the pictures of the notebook: who sees the ticks. */
export const WhoSees = () => (
  <p class="hint who-sees">
    <Picture name="shield" /> {useTu() ? t.whoSeesTu : t.whoSees}
  </p>
);
