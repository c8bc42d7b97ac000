import { hidden, newId, routesFor, uuid, z } from '#kernel';
import { projectOf } from '#kernel/consent';
import { skinOf } from '#kernel/perimeter';
import { Button, Checkbox, Checkboxes, Fieldset, FileField, Form, Hidden, Island, Page, Submit, TextArea, useTu } from '#kernel/ui';
import { mostPhotos } from './most.ts';
import { isPupil, posts } from './policy.ts';
import { type ClassPupil, classById, pupilShape, pupilsIn } from './posts.ts';
import { JournalStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { composerWords } from './words.ts';

const { page } = routesFor<Tables>();
export const params = z.object({ classId: uuid });

/**
 * One gesture: photos, who is on them, send. With a script they are shrunk and may be blurred here, and go up in pieces; without,
 * the form carries them as they are.
 */
export const compose = page('/journal/:classId/nouveau', {
  params,
  may: posts,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    key: z.string(),
    /** The youngest have pictures and voice, and nothing to type. */
    words: z.boolean(),
    asksWho: z.boolean(),
    pupils: z.array(pupilShape),
  }),
  load: async ({ db, me, params: { classId }, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const asksWho = !isPupil(me);
    const pupils = asksWho ? await pupilsIn(db, classId, projectOf('journal', now), now) : [];
    return { classId, name: one.name, key: newId(now.getTime()), words: skinOf(me) !== 'petits', asksWho, pupils };
  },
  view: (answer) => <Compose {...answer} />,
});

type Answer = { classId: string; name: string; key: string; words: boolean; asksWho: boolean; pupils: ClassPupil[] };

function Compose({ classId, name, key, words, asksWho, pupils }: Answer) {
  const tu = useTu();
  const here = `/journal/${classId}`;
  const unseen = pupils.filter(({ seen }) => !seen).map(({ id }) => id);
  const island = { door: `${here}/envois`, most: mostPhotos, asksWho, unseen, pupils: pupils.map((one) => [one.id, one.name]) };
  return (
    <Page
      title={tu ? t.newPostTu : t.newPost}
      family="pedagogy"
      narrow
      lead={tu ? t.newLeadTu : t.newLead({ name })}
      trail={[{ label: t.journalOf({ name }), href: here }]}
      head={<JournalStyle />}
    >
      <Island name="compose-post" props={{ ...island, words: composerWords(tu) }}>
        <Form action={here} files>
          <Hidden name="key" value={key} />
          <FileField
            name="files"
            label={tu ? t.filesTu : t.files}
            hint={tu ? undefined : t.filesHint({ most: mostPhotos })}
            multiple
            accept="image/*,audio/webm,audio/mp4,audio/x-m4a"
          />
          <div class="devices" hidden>
            <Button type="button" weight="main" picture="camera">
              {tu ? t.takePhotosTu : t.takePhotos}
            </Button>
            <Button type="button" picture="microphone">
              {tu ? t.recordTu : t.record}
            </Button>
          </div>
          {asksWho && <Who pupils={pupils} />}
          {words && <TextArea name="caption" label={t.caption} hint={tu ? undefined : t.captionHint} rows={3} maxlength={2000} />}
          {asksWho && pupils.length > 0 && (
            <details class="heard">
              <summary class="button is-quiet">
                <span>{t.heard}</span>
              </summary>
              <Checkboxes
                name="heard"
                label={t.heard}
                hint={t.heardHint}
                inline
                options={pupils.map((one) => ({ value: one.id, label: one.name, hint: one.heard ? undefined : t.notAgreed }))}
              />
            </details>
          )}
          <Submit>{tu ? t.postTu : t.post}</Submit>
        </Form>
      </Island>
    </Page>
  );
}

/** Who is on the photos: the children of the class, those who may not be shown being marked. */
export const Who = ({ pupils }: { pupils: ClassPupil[] }) => (
  <div class="who">
    <Fieldset legend={t.who} hint={t.whoHint}>
      <Checkbox name="nobody" label={t.nobody} />
      <Checkboxes
        name="pupils"
        label={t.wholeClassIs}
        inline
        options={pupils.map(({ id, name, seen }) => ({ value: id, label: name, hint: seen ? undefined : t.notAgreed }))}
      />
    </Fieldset>
  </div>
);
