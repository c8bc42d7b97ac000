import { readFile } from 'node:fs/promises';
import { routesFor, z } from '#kernel';
import { BarePage, Island } from '#kernel/ui';
import { offlineWords, tapWords } from '../device-words.ts';
import { RollStyle } from '../style.tsx';
import { t } from '../texts.ts';

const { openPage, machine } = routesFor();

/** What a device of the school shows under /appel when there is no network: drawn from what it keeps itself. Names nobody. */
export const shell = openPage('/appel/hors-ligne', {
  may: () => true,
  answer: z.object({}),
  load: async () => ({}),
  view: () => (
    <BarePage title={t.offlineTitle} lead={t.offlineLead} head={<RollStyle />} wide>
      <Island name="roll-offline" props={{ words: { ...tapWords(), ...offlineWords() } }}>
        <p class="hint">{t.offlineNothing}</p>
      </Island>
    </BarePage>
  ),
});

/** The worker of /appel: a worker only watches over what lies below its own address, hence at the root. */
export const worker = machine('/appel-veilleur.js', {
  method: 'GET',
  may: () => true,
  run: async () => ({
    status: 200,
    mediaType: 'text/javascript; charset=utf-8',
    body: await readFile(new URL('./worker.js', import.meta.url), 'utf8'),
  }),
});
