import { ButtonLink, Buttons, Card, CardList, dayText, EmptyState, InlineForm, Status } from '#kernel/ui';
import { t } from '../texts.ts';
import { addMonths, type Pupil, threshold } from './month.ts';

/** The month before, the month after. */
export const MonthNav = ({ address, month }: { address: (month: string) => string; month: string }) => (
  <Buttons>
    <ButtonLink href={address(addMonths(month, -1))} weight="quiet" picture="back">
      {t.monthName({ month: addMonths(month, -1) })}
    </ButtonLink>
    <ButtonLink href={address(addMonths(month, 1))} weight="quiet" picture="forward">
      {t.monthName({ month: addMonths(month, 1) })}
    </ButtonLink>
  </Buttons>
);

type ListProps = { pupils: Pupil[]; month: string; back: string; label: string; empty: string; sheets?: boolean };

/** Each child's absences of a month, what the family said of them, and the two buttons that decide. */
export const AbsenceList = ({ pupils, month, back, label, empty, sheets }: ListProps) =>
  pupils.length === 0 ? (
    <EmptyState sentence={empty} />
  ) : (
    <CardList label={label}>
      {pupils.map((pupil) => (
        <Card key={pupil.id} title={pupil.name} level={3} meta={t.unjustifiedOf({ name: pupil.className, count: pupil.unjustified })}>
          <ul class="absences">
            {pupil.absences.map((absence) => (
              <AbsenceLine key={`${absence.day} ${absence.half}`} pupil={pupil} absence={absence} back={back} />
            ))}
          </ul>
          {sheets && pupil.unjustified >= threshold && (
            <ButtonLink href={`/appel/enfants/${pupil.id}/mois/${month}/fiche`} picture="print">
              {t.printFile({ name: pupil.name })}
            </ButtonLink>
          )}
        </Card>
      ))}
    </CardList>
  );

const AbsenceLine = ({ pupil, absence, back }: { pupil: Pupil; absence: Pupil['absences'][number]; back: string }) => {
  const when = t.halfDay({ day: dayText(absence.day), half: absence.half });
  const decision = !absence.justified;
  return (
    <li>
      <span>
        {when}{' '}
        <Status kind={absence.justified ? 'done' : absence.judged === false ? 'refused' : 'missing'}>
          {absence.justified ? t.justified : absence.judged === false ? t.unjustified : t.withoutMotive}
        </Status>
        {absence.motives.length > 0 && <span class="meta"> {absence.motives.map((motive) => t.motiveName({ motive })).join(' ; ')}</span>}
      </span>
      <InlineForm
        action={`/appel/enfants/${pupil.id}/${absence.day}/${absence.half}/avis`}
        fields={{ justified: decision ? 'on' : '', back }}
        weight="quiet"
        label={t.decide({ name: pupil.name, when, justified: decision })}
      >
        {decision ? t.justify : t.unjustify}
      </InlineForm>
    </li>
  );
};
