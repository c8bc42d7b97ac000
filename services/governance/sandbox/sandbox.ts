import { type Refusal, refuse } from '#kernel';
import { t } from './texts.ts';

const patience = 45_000;
const pause = 400;

/** In milliseconds: a ticket is of the moment after it, else it would be of before the school was made anew. */
type Waited = { waited: number };

/** Waits until the sandbox answers: while it is made anew, or, when it is ours to start, while it wakes. Says so when it does not. */
export async function untilReady({ url, wake }: { url: string; wake?: () => void }): Promise<Refusal | Waited> {
  wake?.();
  const begun = Date.now();
  while (Date.now() - begun < patience) {
    const answer = await fetch(`${url}/pret`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) return { waited: Date.now() - begun };
    if (!wake && answer?.status !== 503) break;
    await new Promise((done) => setTimeout(done, pause));
  }
  return refuse('away', t.away, { status: 409 });
}
