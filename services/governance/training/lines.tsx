import { ButtonLink, Buttons, Card, Confirm, dayText, hourText, InlineForm, Status, Tile, Tiles } from '#kernel/ui';
import type { Session } from './sessions.ts';
import { t } from './texts.ts';

export const whenText = ({ day, starts, ends }: Pick<Session, 'day' | 'starts' | 'ends'>): string =>
  t.when({ day: dayText(day), starts: hourText(starts), ends: hourText(ends) });

type CardProps = { session: Session; titled: boolean; mayAttend: boolean; runs: boolean };

/** Where one tries what is taught, without consequence. */
export const SandboxTile = () => (
  <Tiles>
    <Tile label={t.sandbox} href="/ecole-d-essai" family="governance" picture="house" sentence={t.sandboxSentence} />
  </Tiles>
);

/** One session: when, where, what is left, and what one may do about it. */
export function SessionCard({ session, titled, mayAttend, runs }: CardProps) {
  const { id, courseId, title, place, venue, seats, taken, waiting, cancelled, past, standing } = session;
  const at = `/formations/sessions/${id}`;
  return (
    <Card
      title={titled ? title : whenText(session)}
      {...(titled ? { href: `/formations/${courseId}` } : {})}
      meta={
        <>
          {titled && <span>{whenText(session)}</span>}
          <span>{venue}</span>
          {titled && <span>{place}</span>}
          {!past && <span>{t.seatsLeft({ left: Math.max(0, seats - taken), seats, waiting })}</span>}
        </>
      }
    >
      <Standing session={session} />
      {titled ? null : (
        <Buttons>
          {mayAttend && !past && !cancelled && standing === null && (
            <InlineForm action={`${at}/inscription`} weight="main">
              {taken < seats ? t.register : t.joinLine}
            </InlineForm>
          )}
          {standing !== null && !past && (
            <Confirm action={`${at}/desistement`} label={t.withdraw} sentence={t.withdrawSentence} confirm={t.withdrawYes} />
          )}
          {standing === 'in' && !past && !cancelled && <ButtonLink href={`${at}/agenda`}>{t.toCalendar}</ButtonLink>}
          {session.present && <ButtonLink href={`${at}/attestation`}>{t.certificate}</ButtonLink>}
          {runs && <ButtonLink href={at}>{t.list}</ButtonLink>}
        </Buttons>
      )}
    </Card>
  );
}

function Standing({ session: { cancelled, standing, before, present, past } }: { session: Session }) {
  if (cancelled) return <Status kind="refused">{t.cancelled}</Status>;
  if (standing === 'waiting') return <Status kind="waiting">{t.inLine({ before })}</Status>;
  if (standing === null) return null;
  if (!past) return <Status kind="done">{t.youAreIn}</Status>;
  if (present === null) return <Status kind="waiting">{t.notEntered}</Status>;
  return present ? <Status kind="done">{t.youCame}</Status> : <Status kind="missing">{t.youMissed}</Status>;
}
