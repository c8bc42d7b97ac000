import { Confirm, Status, type StatusKind, Table } from '#kernel/ui';
import type { Fate, Reason, SchoolState } from './tables.ts';
import { t } from './texts.ts';

type School = {
  key: string;
  school_id: string | null;
  name: string;
  uai: string | null;
  city: string | null;
  first: boolean;
  state: SchoolState;
  reasons: Reason[];
  counts: Partial<Record<Fate, number>>;
  undo_trouble: { code: string; people?: number } | null;
};

const states: Record<SchoolState, [StatusKind, () => string]> = {
  ready: ['new', () => t.ready],
  check: ['late', () => t.check],
  approved: ['waiting', () => t.approved],
  applied: ['done', () => t.schoolApplied],
  undone: ['refused', () => t.schoolUndone],
  kept: ['late', () => t.kept],
};

const pathOf = (importId: string, { school_id, key }: School) => `/imports/${importId}/ecoles/${school_id ?? key}`;
export const nameOf = ({ name, school_id, key }: { name: string; school_id: string | null; key: string }): string =>
  school_id ? name : t.noSchoolIn({ academy: key.charAt(0) + key.slice(1).toLocaleLowerCase('fr') });

const count = (fate: Fate) => ({ head: t[fate], numeric: true, cell: ({ counts }: School) => counts[fate]?.toLocaleString('fr') ?? '–' });

export const SchoolsTable = ({ importId, schools }: { importId: string; schools: School[] }) => (
  <Table
    caption={t.schoolsCaption}
    quiet
    dense
    rows={schools}
    id={(one) => one.key}
    columns={[
      {
        head: t.school,
        header: true,
        cell: (one) => (
          <>
            <a href={pathOf(importId, one)}>{nameOf(one)}</a>
            {one.uai && (
              <span class="meta">
                {' '}
                {one.city} · {one.uai}
              </span>
            )}
          </>
        ),
      },
      ...(['created', 'updated', 'moved', 'returned', 'leaving', 'unchanged', 'rejected'] as const).map(count),
      {
        head: t.state,
        cell: (one) => (
          <>
            <Status kind={states[one.state][0]}>{states[one.state][1]()}</Status>
            <Reasons reasons={one.reasons} />
            {one.undo_trouble && <p class="hint">{troubleOf(one.undo_trouble)}</p>}
          </>
        ),
      },
    ]}
  />
);

export const Reasons = ({ reasons }: { reasons: Reason[] }) => (
  <>
    {reasons.map((reason) => (
      <p class="hint" key={reason.code === 'class' ? reason.name : reason.code}>
        {reason.code === 'share' ? t.reasonShare(reason) : t.reasonClass(reason)}
      </p>
    ))}
  </>
);

function troubleOf({ code, people = 0 }: { code: string; people?: number }): string {
  if (code === 'signed-in') return t.kept_signed_in({ people });
  if (code === 'later-import') return t.kept_later_import;
  return code === 'linked-since' ? t.kept_linked_since : t.kept_content;
}

/** The one school « à vérifier » or ready, applied alone. */
export function ApproveSchool({ importId, school }: { importId: string; school: School }) {
  if (school.state !== 'ready' && school.state !== 'check') return null;
  const held = school.state === 'check';
  return (
    <Confirm
      action={`/imports/${importId}/accord`}
      fields={{ school: school.key }}
      label={held ? t.approveChecked : t.approveOne}
      sentence={held ? t.approveCheckedSentence({ count: school.counts.leaving ?? 0 }) : t.approveSentence}
      confirm={t.approveConfirm}
    />
  );
}
