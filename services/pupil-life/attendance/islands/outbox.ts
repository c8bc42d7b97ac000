import { drop, forgetAll, type KeptRoll, keep, keptRolls, thisDevice } from './kept.ts';

const form = (fields: [string, string][]) => new URLSearchParams([...fields, ['sentAt', new Date().toISOString()]]);
const post = (address: string, body: URLSearchParams): Promise<Response> =>
  fetch(address, {
    method: 'POST',
    body,
    headers: { accept: 'application/json' },
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
  });

/** Sends a sheet now; when there is no network, or nobody is signed in any more, keeps it. */
export async function sendOrKeep(roll: KeptRoll): Promise<'sent' | 'kept' | 'refused'> {
  const status = await post(roll.address, form(roll.fields)).then(
    (answer) => answer.status,
    () => 0,
  );
  if (status === 201) return 'sent';
  if (status >= 400 && status !== 401 && status !== 403 && status < 500) return 'refused';
  await keep(`roll:${crypto.randomUUID()}`, roll);
  return 'kept';
}

/** Sends all that waits, in the order it was kept. What is refused waits for its day to end: somebody else may be signed in. */
export async function flush(): Promise<KeptRoll[]> {
  const sent: KeptRoll[] = [];
  for (const { id, value } of await keptRolls()) {
    const answer = await post(value.address, form(value.fields)).catch(() => undefined);
    if (answer?.status !== 201) continue;
    await drop(id);
    sent.push(value);
  }
  return sent;
}

/** Asks the school whether this device is still its own; if it says no, everything kept here goes. */
export async function stillOurs(schoolId: string): Promise<boolean> {
  const device = await thisDevice();
  if (!device || device.schoolId !== schoolId) return false;
  const answer = await post('/appel/appareils', new URLSearchParams({ token: device.token })).catch(() => undefined);
  if (answer?.status !== 404) return true;
  await forgetAll();
  return false;
}

/** Keeps ready what the page needs without network, then looks after /appel. */
export async function standReady(): Promise<void> {
  const { active } = await navigator.serviceWorker.register('/appel-veilleur.js', { scope: '/appel' });
  active?.postMessage('fill');
}
