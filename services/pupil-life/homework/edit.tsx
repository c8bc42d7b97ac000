import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { readyAll } from '#kernel/files';
import { Checkboxes, Confirm, dayText, Form, Page, Radios, Submit } from '#kernel/ui';
import { attach, dropLater } from './files.ts';
import { mostFiles, peopleShape, WorkFields, workFields } from './form.tsx';
import { address, addresseesFrom, peopleOf } from './people.ts';
import { keepsWork } from './policy.ts';
import { scope, worksIn } from './scope.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { workById, workShape } from './works.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ workId: uuid });

export const workPage = page('/devoirs/travaux/:workId', {
  params,
  may: keepsWork,
  answer: z.object({
    work: workShape,
    classId: z.string(),
    chosen: z.object({ groups: z.array(z.string()), pupils: z.array(z.string()) }),
    others: z.number(),
    people: peopleShape,
  }),
  load: async ({ db, params: { workId } }) => {
    const work = await workById(db, workId);
    if (!work) return hidden;
    const rows = await db.selectFrom('homework.addressees').select(['group_id', 'pupil_id']).where('work_id', '=', workId).execute();
    const chosen = { groups: rows.flatMap((row) => row.group_id ?? []), pupils: rows.flatMap((row) => row.pupil_id ?? []) };
    const following = await worksIn(db, work, 'following');
    return { work, classId: work.classId, chosen, others: following.length - 1, people: await peopleOf(db, work.classId) };
  },
  view: ({ work, classId, chosen, others, people }) => (
    <Page
      title={t.editTitle({ day: dayText(work.dueOn) })}
      family="pupil-life"
      narrow
      trail={[{ label: t.week, href: `/devoirs/${classId}/semaine/${work.dueOn}` }]}
    >
      <Form action={`/devoirs/travaux/${work.id}`} files>
        <WorkFields people={people} filled={{ ...work, ...chosen }} />
        {work.files.length > 0 && (
          <Checkboxes name="drop" label={t.dropFiles} options={work.files.map(({ id, name }) => ({ value: id, label: name }))} />
        )}
        {others > 0 && <Scope others={others} />}
        <Submit>{t.save}</Submit>
      </Form>
      <h2>{t.remove}</h2>
      <Confirm
        action={`/devoirs/travaux/${work.id}/suppression`}
        label={t.removeThisDay}
        sentence={t.removeSure}
        confirm={t.removeYes}
        fields={{ scope: 'one' }}
      />
      {others > 0 && (
        <Confirm
          action={`/devoirs/travaux/${work.id}/suppression`}
          label={t.removeFollowing}
          sentence={t.removeFollowingSure}
          confirm={t.removeYes}
          fields={{ scope: 'following' }}
        />
      )}
    </Page>
  ),
});

const Scope = ({ others }: { others: number }) => (
  <Radios
    name="scope"
    label={t.scope}
    required
    value="one"
    options={[
      { value: 'one', label: t.onlyThisDay },
      { value: 'following', label: t.thisAndFollowing({ count: others }), hint: t.followingHint },
    ]}
  />
);

/** Changes one day, or that day and those that follow in the series; a day changed alone before stays as it is. */
export const saveWork = action('/devoirs/travaux/:workId', {
  params,
  may: keepsWork,
  does: 'homework.changed',
  body: workFields.extend({ scope, drop: z.preprocess((typed) => (typed === undefined ? [] : [typed].flat()), z.array(uuid)) }),
  redraw: workPage,
  uploads: { field: 'files', most: mostFiles },
  prepare: ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, params: { workId }, body, drawer, prepared }) => {
    const work = await workById(db, workId);
    if (!work) return hidden;
    const staying = work.files.filter(({ id }) => !body.drop.includes(id)).length;
    if (staying + prepared.length > mostFiles) return refuse('files', t.filesHint({ most: mostFiles }), { field: 'files' });
    const rows = await addresseesFrom(db, work.classId, body);
    if ('refused' in rows) return rows;
    const workIds = await worksIn(db, work, body.scope);
    await db
      .updateTable('homework.works')
      .set({ subject: body.subject, kind: body.kind, body: body.text, minutes: body.minutes, changed_alone: body.scope === 'one' })
      .where('id', 'in', workIds)
      .execute();
    await address(db, workIds, rows);
    if (body.drop.length > 0)
      await sql`delete from homework.attachments where work_id = any (${workIds}::uuid[]) and file_id = any (${body.drop}::uuid[])`.execute(
        db,
      );
    await dropLater(
      db,
      work.files.map(({ id }) => id).filter((id) => body.drop.includes(id)),
    );
    await attach(db, drawer, { files: prepared, workIds, schoolId: work.schoolId, by: me.personId });
    return {
      see: `/devoirs/${work.classId}/semaine/${work.dueOn}`,
      say: t.saved,
      note: { schoolId: work.schoolId, details: { workId, days: workIds.length } },
    };
  },
});
