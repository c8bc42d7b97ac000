import { hidden, many, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import { calledName, reaches, searchReach } from '#kernel/perimeter';
import { Button, Buttons, Card, CardList, Checkboxes, Confirm, EmptyState, Form, Page, Submit, TextField } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { adult } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** So few that they are all shown before anything is typed. */
const few = 12;

const person = z.object({ id: z.uuid(), name: z.string() });
const member = person.extend({ reached: z.boolean() });
const shape = z.object({ id: z.uuid(), name: z.string(), members: z.array(member) });
const name = line(60).pipe(z.string().min(1, { error: () => t.groupNameMissing }));
const people = many(uuid).pipe(z.array(z.uuid()).max(500));

/** My own lists of people, and those I write to most. A member out of my reach stays written, is said so, and gets nothing. */
export const groupsPage = page('/messagerie/groupes', {
  may: adult,
  query: z.object({ q: line(60).catch('') }),
  answer: z.object({
    q: z.string(),
    groups: z.array(shape),
    favourites: z.array(member),
    found: z.array(person.extend({ hint: z.string() })),
  }),
  load: async ({ me, query, db }) => {
    const { rows } = await sql<{ id: string; name: string; members: { id: string; name: string }[] }>`
      select g.id, g.name, coalesce(json_agg(json_build_object('id', p.id, 'name', ${calledName('p')})
        order by p.last_name, p.first_name, p.id) filter (where p.id is not null), '[]') as members
      from messaging.groups g left join messaging.group_members m on m.group_id = g.id left join kernel.people p on p.id = m.person_id
      where g.owner_id = ${me.personId} group by g.id order by g.name`.execute(db);
    const starred = await sql<{ id: string; name: string }>`
      select p.id, ${calledName('p')} as name from messaging.favourites f join kernel.people p on p.id = f.person_id
      where f.owner_id = ${me.personId} order by p.last_name, p.id`.execute(db);
    const reached = await reaches(
      db,
      me,
      [...rows.flatMap(({ members }) => members), ...starred.rows].map(({ id }) => id),
    );
    const said = <Person extends { id: string }>(one: Person) => ({ ...one, reached: reached.has(one.id) });
    // With nothing typed, everybody when they are few.
    const all = await searchReach(db, me, { q: query.q, limit: 40 });
    const found = query.q || all.length <= few ? all : [];
    return {
      q: query.q,
      groups: rows.map((group) => ({ ...group, members: group.members.map(said) })),
      favourites: starred.rows.map(said),
      found: found.map(({ id, name: label, as, place, about, hasAccount }) => ({
        id,
        name: label,
        hint: t.whoIs({ as, place, about, hasAccount }),
      })),
    };
  },
  view: ({ q, groups, favourites, found }) => (
    <Page title={t.groups} family="communication" narrow lead={t.groupsLead} trail={[{ label: t.messages, href: '/messagerie' }]}>
      {groups.length === 0 ? (
        <EmptyState drawing="house" sentence={t.noGroup} />
      ) : (
        <CardList label={t.groups}>
          {groups.map((group) => (
            <Card key={group.id} title={group.name} meta={t.people({ count: group.members.length })}>
              <Form action={`/messagerie/groupes/${group.id}`}>
                <Checkboxes
                  name="people"
                  label={t.membersOf({ name: group.name })}
                  inline
                  options={group.members.map(({ id, name: label, reached }) => ({
                    value: id,
                    label,
                    hint: reached ? undefined : t.outOfReach,
                  }))}
                  value={group.members.map(({ id }) => id)}
                />
                <Buttons>
                  <Submit weight="plain">{t.keepTicked}</Submit>
                </Buttons>
              </Form>
              <Confirm
                action={`/messagerie/groupes/${group.id}/suppression`}
                label={t.deleteGroup}
                sentence={t.deleteGroupSure}
                confirm={t.deleteGroupYes}
              />
            </Card>
          ))}
        </CardList>
      )}
      {favourites.length > 0 && (
        <>
          <h2>{t.favourites}</h2>
          <Form action="/messagerie/favoris">
            <Checkboxes
              name="people"
              label={t.favourites}
              inline
              options={favourites.map(({ id, name: label, reached }) => ({ value: id, label, hint: reached ? undefined : t.outOfReach }))}
              value={favourites.map(({ id }) => id)}
            />
            <Buttons>
              <Submit weight="plain">{t.keepTicked}</Submit>
            </Buttons>
          </Form>
        </>
      )}
      <h2>{t.newGroup}</h2>
      <Form action="/messagerie/groupes" method="get" label={t.search}>
        <TextField name="q" type="search" label={t.searchSomebody} value={q} maxlength={60} literal />
        <Buttons>
          <Button picture="search">{t.search}</Button>
        </Buttons>
      </Form>
      <Form action="/messagerie/groupes">
        {found.length === 0 ? (
          q && <p class="hint">{t.nobodyFound}</p>
        ) : (
          <Checkboxes name="people" label={t.found} options={found.map(({ id, name: label, hint }) => ({ value: id, label, hint }))} />
        )}
        <TextField name="name" label={t.groupName} hint={t.groupNameHint} maxlength={60} />
        <Buttons>
          <Button name="press" value="group" weight="main" picture="people">
            {t.putInGroup}
          </Button>
          <Button name="press" value="star" picture="star">
            {t.putInFavourites}
          </Button>
        </Buttons>
      </Form>
    </Page>
  ),
});

/** Those ticked, whom I reach, go in the group of that name (made if missing) or among the favourites. */
export const addToGroup = action('/messagerie/groupes', {
  may: adult,
  does: 'group.saved',
  unlogged: true,
  body: z.object({ name: line(60), people, press: z.enum(['group', 'star']).catch('group').default('group') }),
  redraw: groupsPage,
  run: async ({ me, body, db }) => {
    const reached = [...(await reaches(db, me, body.people))];
    if (reached.length === 0) return refuse('nobody', t.tickSomebody, { field: 'people' });
    if (body.press === 'star') {
      await db
        .insertInto('messaging.favourites')
        .values(reached.map((id) => ({ owner_id: me.personId, person_id: id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      return { see: '/messagerie/groupes', say: t.starred({ count: reached.length }) };
    }
    const named = name.safeParse(body.name);
    if (!named.success) return refuse('name', t.groupNameMissing, { field: 'name' });
    const { rows } = await sql<{ id: string }>`
      insert into messaging.groups (id, owner_id, name) values (${newId()}, ${me.personId}, ${named.data})
      on conflict (owner_id, name) do update set name = excluded.name returning id`.execute(db);
    const groupId = rows[0]?.id ?? '';
    await db
      .insertInto('messaging.group_members')
      .values(reached.map((id) => ({ group_id: groupId, person_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { see: '/messagerie/groupes', say: t.grouped({ count: reached.length, name: named.data }) };
  },
});

const params = z.object({ groupId: uuid });

/** Only those still ticked stay. */
export const keepMembers = action('/messagerie/groupes/:groupId', {
  params,
  may: adult,
  does: 'group.saved',
  unlogged: true,
  body: z.object({ people }),
  redraw: groupsPage,
  run: async ({ me, params, body, db }) => {
    const mine = await db
      .selectFrom('messaging.groups')
      .select('id')
      .where('id', '=', params.groupId)
      .where('owner_id', '=', me.personId)
      .executeTakeFirst();
    if (!mine) return hidden;
    await sql`delete from messaging.group_members where group_id = ${mine.id} and person_id <> all (${body.people}::uuid[])`.execute(db);
    return { see: '/messagerie/groupes', say: t.groupSaved };
  },
});

export const deleteGroup = action('/messagerie/groupes/:groupId/suppression', {
  params,
  may: adult,
  does: 'group.deleted',
  unlogged: true,
  body: z.object({}),
  run: async ({ me, params, db }) => {
    const gone = await db
      .deleteFrom('messaging.groups')
      .where('id', '=', params.groupId)
      .where('owner_id', '=', me.personId)
      .returning('id')
      .executeTakeFirst();
    return gone ? { see: '/messagerie/groupes', say: t.groupDeleted } : hidden;
  },
});

export const keepFavourites = action('/messagerie/favoris', {
  may: adult,
  does: 'favourites.saved',
  unlogged: true,
  body: z.object({ people }),
  run: async ({ me, body, db }) => {
    await sql`delete from messaging.favourites where owner_id = ${me.personId} and person_id <> all (${body.people}::uuid[])`.execute(db);
    return { see: '/messagerie/groupes', say: t.favouritesSaved };
  },
});
