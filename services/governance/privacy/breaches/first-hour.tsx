import { RichText } from '#kernel/ui';
import { b } from './words.ts';

/** What to do at once, with the doors that this person may open. */
export function FirstHour({ hats, dpo }: { hats: readonly string[]; dpo: string }) {
  const looksAfterAccounts = hats.some((hat) => ['director', 'academy', 'administrator'].includes(hat));
  return (
    <section aria-labelledby="premiere-heure">
      <h2 id="premiere-heure">{b.firstHour}</h2>
      <RichText>
        <ol>
          <li>{b.stopIt}</li>
          {looksAfterAccounts && (
            <li>
              {b.closeSessions} <a href="/comptes">{b.openAccounts}</a>
            </li>
          )}
          {looksAfterAccounts && <li>{b.newSheets}</li>}
          {hats.includes('director') && (
            <li>
              {b.takeBack} <a href="/moderation">{b.openModeration}</a>
            </li>
          )}
          <li>
            {b.ownDevices} <a href="/compte">{b.openAccount}</a>
          </li>
          <li>{b.keepProof}</li>
          <li>{b.callDpo({ dpo })}</li>
          <li>{b.police}</li>
        </ol>
      </RichText>
    </section>
  );
}
