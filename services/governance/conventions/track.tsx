import { Notice, Status, Steps } from '#kernel/ui';
import type { Payment, State } from './tables.ts';
import { paymentLook, t } from './texts.ts';

const road: State[] = ['draft', 'sent', 'deliberated', 'signed', 'in-force', 'ended'];
const exit: State[] = ['noticed', 'conciliated', 'warned', 'terminated'];

/** How far it is: on the ordinary road, or on the way out of article 11. */
export function Track({ state, payment }: { state: State; payment: Payment | null }) {
  const leaving = exit.includes(state);
  const way = leaving ? (['in-force', ...exit] as State[]) : road;
  const here = way.indexOf(state);
  return (
    <>
      {here >= 0 && (
        <Steps
          steps={way.map((one, at) => ({
            label: t.stateText({ state: one }),
            state: at < here || (at === here && at === way.length - 1) ? 'done' : at === here ? 'current' : 'next',
          }))}
        />
      )}
      {leaving && (
        <Notice kind="warning">
          <p>{t.exitRule({ state })}</p>
        </Notice>
      )}
      {payment && payment !== 'none' && (
        <p>
          {t.paymentLabel} <Status kind={paymentLook[payment]}>{t.paymentText({ payment })}</Status>
        </p>
      )}
    </>
  );
}
