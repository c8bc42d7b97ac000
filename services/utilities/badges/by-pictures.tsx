import { hidden, type Refusal, refuse, routesFor, uuid, z } from '#kernel';
import { countTry, forgive, seal, unseal } from '#kernel/identity';
import { BarePage, Drawing, Gommette } from '#kernel/ui';
import { childrenOf } from './children.ts';
import { accountIn, comeIn } from './come-in.ts';
import { deviceBehind } from './devices.ts';
import { Refused } from './refused.tsx';
import { type CodePicture, pictures, picturesOf } from './secrets.ts';
import { ClassStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { openPage, openAction } = routesFor<Tables>();

const params = z.object({ pupilId: uuid });
const shapes = ['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance'] as const;
const needed = 3;

/** What was tapped so far travels in the address, sealed: neither a log nor whoever looks over a shoulder reads it. */
const sealed = (secret: Buffer, pupilId: string, tapped: CodePicture[]): string =>
  seal(secret, 'tapped pictures', pupilId, tapped.join(',')).toString('base64url');

function opened(secret: Buffer, pupilId: string, step: string): CodePicture[] {
  try {
    const text = unseal(secret, 'tapped pictures', pupilId, Buffer.from(step, 'base64url'));
    return text.split(',').flatMap((name) => pictures.find((picture) => picture === name) ?? []);
  } catch {
    return [];
  }
}

/** Three taps on twelve pictures. Works with no script: each tap is a button. */
export const picturesPage = openPage('/classe/eleves/:pupilId', {
  params,
  may: () => true,
  query: z.object({ etape: z.string().max(300).catch('').default('') }),
  answer: z.object({
    id: z.uuid(),
    name: z.string(),
    drawing: z.enum(['boat', 'house', 'fish', 'flower', 'rocket', 'snail']),
    step: z.string(),
    tapped: z.number(),
  }),
  load: async ({ db, now, caller, secret, params: { pupilId }, query: { etape } }) => {
    const device = await deviceBehind(db, caller.classDevice, now);
    if (!device) return { see: '/classe' };
    const child = (await childrenOf(db, device.classId)).find(({ id }) => id === pupilId);
    if (!child) return hidden;
    const tapped = opened(secret, pupilId, etape).length;
    return { id: pupilId, name: child.shown, drawing: child.emblem.drawing, step: tapped > 0 ? etape : '', tapped };
  },
  view: ({ id, name, drawing, step, tapped }) => (
    <BarePage title={name} skin="petits" wide head={<ClassStyle />}>
      <Refused />
      <div class="who">
        <Drawing name={drawing} />
        <p class="dots" role="status" aria-label={t.tapped({ count: tapped })}>
          {Array.from({ length: needed }, (_, at) => (
            <span key={at} class={at < tapped ? 'dot is-done' : 'dot'} />
          ))}
        </p>
      </div>
      <form class="pictures" action={`/classe/eleves/${id}`} method="post" aria-label={t.yourPictures}>
        <input type="hidden" name="step" value={step} />
        {pictures.map((picture, at) => (
          <button key={picture} type="submit" name="picture" value={picture} aria-label={t[picture]}>
            <Gommette family={shapes[at % shapes.length] ?? 'communication'} size="xl" picture={picture} />
          </button>
        ))}
      </form>
      <a class="button is-plain" href="/classe">
        <span>{t.notMe}</span>
      </a>
    </BarePage>
  ),
});

export const byPictures = openAction('/classe/eleves/:pupilId', {
  params,
  may: () => true,
  does: 'picture.tapped',
  unlogged: true,
  body: z.object({ picture: z.enum(pictures, t.tapPicture), step: z.string().max(300).catch('').default('') }),
  redraw: picturesPage,
  prepare: async ({ aside, secret, now, caller, params: { pupilId }, body: { picture, step } }) => {
    // The three are all different: a small hand that taps twice tapped once.
    const tapped = [...new Set([...opened(secret, pupilId, step), picture])];
    if (tapped.length < needed) return { tapped, device: undefined };
    const device = await deviceBehind(aside, caller.classDevice, now);
    if (!device) return refuse('no-device', t.deviceClosed, { status: 403 });
    const child = (await childrenOf(aside, device.classId)).find(({ id }) => id === pupilId);
    if (!child) return hidden;
    const slow = await tried(aside, `${pupilId} ${device.id}`, tapped.join() === picturesOf(secret, pupilId, child.pictureNumber).join());
    return slow ?? { tapped, device };
  },
  run: async ({ db, me, now, caller, secret, params: { pupilId }, prepared: { tapped, device } }) => {
    if (!device) return { see: `/classe/eleves/${pupilId}?etape=${sealed(secret, pupilId, tapped)}` };
    const accountId = await accountIn(db, { pupilId, classId: device.classId });
    if (!accountId) return hidden;
    return comeIn({ db, me, device, name: caller.device, address: caller.address, now }, { accountId, method: 'pictures' });
  },
});

/** Five wrong codes on one tablet, then a grown-up: a friend who guesses does not get in (CNIL 2022-100, device-bound code). */
async function tried(db: Parameters<typeof countTry>[0], subject: string, right: boolean): Promise<Refusal | undefined> {
  const windows = [{ key: `pictures ${subject}`, most: 5, seconds: 15 * 60 }];
  if ((await countTry(db, windows)) > 0) return refuse('slow', t.askGrownUp, { status: 429 });
  if (!right) return refuse('wrong', t.wrongPictures);
  await forgive(db, windows);
  return undefined;
}
