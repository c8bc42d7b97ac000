import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { Chip, Page, Pagination, SearchField, Status, type StatusKind, Table, Tabs } from '#kernel/ui';
import { fateNames } from './import.ts';
import { sentenceOf } from './lines.ts';
import { mayImport } from './policy.ts';
import { ApproveSchool, nameOf, Reasons } from './schools-table.tsx';
import type { Fate, Tables } from './tables.ts';
import { categoryText, fateText, t } from './texts.ts';
import { fieldName, titleOf } from './what.ts';

const { page } = routesFor<Tables>();
const perPage = 50;

/** A family's addresses are not the importer's to read: that they change is enough. */
const discreet = new Set(['address', 'email', 'phone_home', 'phone_work', 'phone_mobile', 'postal_code', 'city', 'country']);
const looks: Record<Fate, StatusKind> = {
  created: 'new',
  updated: 'waiting',
  moved: 'waiting',
  returned: 'new',
  leaving: 'late',
  unchanged: 'done',
  rejected: 'refused',
};

export const school = page('/imports/:id/ecoles/:schoolId', {
  may: mayImport,
  params: z.object({ id: uuid, schoolId: z.union([uuid, z.string().regex(/^[A-Z-]{3,40}$/)]) }),
  query: z.object({
    sort: z.enum(fateNames).optional().catch(undefined),
    q: z.string().trim().max(80).optional(),
    page: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
  }),
  answer: z.object({
    id: z.string(),
    title: z.string(),
    path: z.string(),
    mayApprove: z.boolean(),
    fate: z.enum(fateNames).nullable(),
    q: z.string(),
    page: z.number(),
    more: z.boolean(),
    school: z.object({
      key: z.string(),
      school_id: z.string().nullable(),
      name: z.string(),
      uai: z.string().nullable(),
      city: z.string().nullable(),
      first: z.boolean(),
      state: z.enum(['ready', 'check', 'approved', 'applied', 'undone', 'kept']),
      reasons: z.array(
        z.discriminatedUnion('code', [
          z.object({ code: z.literal('share'), leaving: z.number(), before: z.number() }),
          z.object({ code: z.literal('class'), name: z.string(), leaving: z.number() }),
        ]),
      ),
      counts: z.partialRecord(z.enum(fateNames), z.number()),
      undo_trouble: z.looseObject({ code: z.string(), people: z.number().optional() }).nullable(),
    }),
    people: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        category: z.enum(['school', 'pupil', 'guardian', 'staff']),
        fate: z.enum(fateNames),
        why: z.string().nullable(),
        changes: z.array(z.string()),
        kept: z.array(z.string()),
      }),
    ),
  }),
  load: async ({ db, params: { id, schoolId }, query }) => {
    const found = await db
      .selectFrom('imports.imports as i')
      .innerJoin('imports.schools as s', 's.import_id', 'i.id')
      .select(['i.kind', 'i.day', 'i.state as importState'])
      .select(['s.key', 's.school_id', 's.name', 's.uai', 's.city', 's.first', 's.state', 's.reasons', 's.counts', 's.undo_trouble'])
      .where('i.id', '=', id)
      .where((where) =>
        where.or([
          where(sql<string>`s.school_id::text`, '=', schoolId),
          where.and([where('s.key', '=', schoolId), where('s.school_id', 'is', null)]),
        ]),
      )
      .executeTakeFirst();
    if (!found) return hidden;
    const { kind, day, importState, ...school } = found;
    const fate = query.sort ?? null;
    const q = query.q ?? '';
    const { rows } = await sql<{
      key: string;
      name: string;
      category: 'school' | 'pupil' | 'guardian' | 'staff';
      fate: Fate;
      why: string | null;
      changes: [string, string | null, string | null][] | null;
      kept: string[] | null;
    }>`
      select f.key, f.category, f.fate, f.why, f.changes, f.kept,
        case when f.category = 'school' then ${school.name}
          else coalesce(r.first_name || ' ' || r.last_name, p.first_name || ' ' || p.last_name, r.last_name, r.first_name, f.key) end as name
      from imports.fates f
      left join imports.read_people r on r.import_id = f.import_id and r.n = f.n and f.category <> 'school'
      left join kernel.people p on p.id = f.person_id
      where f.import_id = ${id} and f.school_key = ${school.key} and f.counted
        and (${fate}::text is null or f.fate = ${fate})
        and (${q} = '' or concat_ws(' ', r.first_name, r.last_name, p.first_name, p.last_name, f.key) ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`})
      order by array_position(array['rejected', 'leaving', 'moved', 'returned', 'updated', 'created', 'unchanged'], f.fate),
        f.category, coalesce(r.last_name, p.last_name), coalesce(r.first_name, p.first_name), f.key
      offset ${(query.page - 1) * perPage} limit ${perPage + 1}`.execute(db);
    return {
      id,
      title: titleOf({ kind, day }),
      path: `/imports/${id}/ecoles/${schoolId}`,
      mayApprove: importState === 'review' || importState === 'applied',
      fate,
      q,
      page: query.page,
      more: rows.length > perPage,
      school,
      people: rows.slice(0, perPage).map(({ why, changes, kept, ...one }) => ({
        ...one,
        why: why === 'absent' || why === null ? null : sentenceOf(why, {}),
        changes: told(changes ?? []),
        kept: (kept ?? []).map(fieldName),
      })),
    };
  },
  view: ({ id, title, path, mayApprove, fate, q, page, more, school, people }) => (
    <Page
      title={nameOf(school)}
      lead={t.schoolLead({ what: title })}
      family="governance"
      wide
      trail={[
        { label: t.imports, href: '/imports' },
        { label: title, href: `/imports/${id}` },
      ]}
    >
      {school.uai && (
        <p class="meta">
          {school.city} · {school.uai} {school.first && <Chip>{t.first}</Chip>}
        </p>
      )}
      <Reasons reasons={school.reasons} />
      {mayApprove && <ApproveSchool importId={id} school={school} />}
      <SearchField action={path} label={t.search} value={q} />
      <Tabs
        label={t.filter}
        entries={[
          { label: t.everybody, href: path, current: fate === null },
          ...fateNames.flatMap((one) => {
            const count = school.counts[one] ?? 0;
            return count > 0 ? [{ label: t[one], href: `${path}?sort=${one}`, current: fate === one, count }] : [];
          }),
        ]}
      />
      <Table
        caption={t.schoolLead({ what: title })}
        quiet
        dense
        empty={t.nobody}
        rows={people}
        id={(one) => `${one.category}${one.key}`}
        columns={[
          { head: t.name, header: true, cell: (one) => one.name },
          { head: t.who, cell: (one) => categoryText[one.category] },
          { head: t.fate, cell: (one) => <Status kind={looks[one.fate]}>{fateText[one.fate]}</Status> },
          {
            head: t.change,
            cell: (one) => (
              <>
                {one.why}
                {one.changes.map((change) => (
                  <p key={change}>{change}</p>
                ))}
                {one.kept.length > 0 && <p class="hint">{t.keptFields({ fields: one.kept.join(', ') })}</p>}
              </>
            ),
          },
        ]}
      />
      <Pagination
        previous={page > 1 ? pageOf(path, fate, q, page - 1) : undefined}
        next={more ? pageOf(path, fate, q, page + 1) : undefined}
        page={page}
      />
    </Page>
  ),
});

function told(changes: [string, string | null, string | null][]): string[] {
  const hidden = changes.filter(([field]) => discreet.has(field)).map(([field]) => fieldName(field));
  const shown = changes.filter(([field]) => !discreet.has(field));
  return [
    ...shown.map(([field, was, now]) =>
      field === 'functions' ? fieldName(field) : t.fromTo({ field: fieldName(field), was: was ?? t.nothing, now: now ?? t.nothing }),
    ),
    ...(hidden.length > 0 ? [t.contactChanged({ fields: hidden.join(', ') })] : []),
  ];
}

const pageOf = (path: string, fate: Fate | null, q: string, page: number): string =>
  `${path}?${new URLSearchParams({ ...(fate ? { sort: fate } : {}), q, page: String(page) })}`;
