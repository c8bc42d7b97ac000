import { localPath, many, routesFor, z } from '#kernel';
import { handOf } from '#kernel/perimeter';
import { Checkboxes, Form, Page, Radios, Submit } from '#kernel/ui';
import { ClassHands, classHand, classHandsOf } from './class.tsx';
import { hands } from './hands.ts';
import { isPupil, reads } from './policy.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();

const comforts = ['spaced', 'large', 'dyslexic'] as const;

export const reading = page('/lecture', {
  may: reads,
  answer: z.object({
    pupil: z.boolean(),
    hand: z.enum(hands).nullable(),
    comfort: z.array(z.enum(comforts)),
    classes: z.array(classHand),
  }),
  load: async ({ db, me }) => ({
    pupil: isPupil({ me }),
    hand: handOf(me) ?? null,
    comfort: me.comfort,
    classes: await classHandsOf(db, me),
  }),
  view: ({ pupil, hand, comfort, classes }) => (
    <Page
      title={t.label}
      family="utilities"
      narrow
      lead={pupil ? t.leadTu : t.lead}
      trail={pupil ? [] : [{ label: t.myAccount, href: '/compte' }]}
    >
      {hand && (
        <Form action="/lecture/ecriture">
          <Radios name="hand" label={t.hand} required inline value={hand} options={hands.map((one) => ({ value: one, label: t[one] }))} />
          <Submit>{t.keepTu}</Submit>
        </Form>
      )}
      <Form action="/lecture">
        <Checkboxes
          name="comfort"
          label={t.comfort}
          value={comfort}
          options={[
            { value: 'spaced', label: t.spaced, hint: pupil ? undefined : t.spacedHint },
            { value: 'large', label: t.large },
            { value: 'dyslexic', label: t.dyslexic, hint: pupil ? undefined : t.dyslexicHint },
          ]}
        />
        <Submit>{pupil ? t.keepTu : t.keep}</Submit>
      </Form>
      <ClassHands classes={classes} />
    </Page>
  ),
});

export const chooseComfort = action('/lecture', {
  may: reads,
  does: 'comfort.chosen',
  unlogged: true,
  body: z.object({ comfort: many(z.enum(comforts)) }),
  redraw: reading,
  run: async ({ db, me, body: { comfort } }) => {
    await db
      .updateTable('kernel.accounts')
      .set({ comfort: [...new Set(comfort)] })
      .where('id', '=', me.accountId)
      .execute();
    return { see: '/lecture', say: isPupil({ me }) ? t.keptTu : t.kept };
  },
});

/** From any page, by its bar: back to that page, in the writing that was pressed. */
export const chooseHand = action('/lecture/ecriture', {
  may: isPupil,
  does: 'hand.chosen',
  unlogged: true,
  body: z.object({ hand: z.enum(hands, t.unknownHand), vers: z.string().max(500).optional() }),
  redraw: reading,
  run: async ({ db, me, body: { hand, vers } }) => {
    await db.updateTable('kernel.accounts').set({ hand }).where('id', '=', me.accountId).execute();
    return { see: localPath(vers ?? '/lecture') };
  },
});
