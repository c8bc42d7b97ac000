import type { Me, Reader, Todo } from '#kernel';
import { invitationsOf } from './rounds.ts';
import { t } from './texts.ts';

/** One line for each child and round where I have taken nothing and something is free. */
export async function todo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (me.children.length === 0) return [];
  const invitations = await invitationsOf(db, me.personId, now);
  return invitations
    .filter(({ done, free }) => !done && free > 0)
    .map(({ roundId, pupilId, child, title, school, lastDay }) => ({
      href: `/rendez-vous/${roundId}/enfants/${pupilId}`,
      title: t.toTake({ title }),
      verb: t.take,
      child: { id: pupilId, firstName: child },
      school,
      deadline: lastDay,
    }));
}
