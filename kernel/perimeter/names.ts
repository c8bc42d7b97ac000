import { type RawBuilder, sql } from '#kernel/db';

/** SQL: how somebody is called on a page, « Mme Claire Benali », « Zélie Moreau »: a child has no civility. `person`: an alias of kernel.people. */
export const calledName = (person: string): RawBuilder<string> => {
  const column = (name: string) => sql.ref(`${person}.${name}`);
  return sql<string>`concat_ws(' ', case when not exists (
    select from kernel.functions child where child.person_id = ${column('id')} and child.kind = 'pupil') then ${column('civility')} end,
    ${column('first_name')}, ${column('last_name')})`;
};
