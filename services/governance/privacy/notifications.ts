import type { Reader } from '#kernel';
import type { Notification } from '#kernel/service';
import { holdsAuthority } from './policy.ts';
import { t } from './texts.ts';

type Copied = { pupilId: string };

/** To the parent whose paper was copied: what it says is theirs to check, and to change. */
export const notifications = {
  copied: {
    title: ({ about }: { about: string | null }) => t.tellCopied({ child: about ?? '' }),
    href: ({ payload }: { payload: Copied }) => `/accords/${payload.pupilId}`,
    stillMay: ({ db, payload, personId }: { db: Reader; payload: Copied; personId: string }) =>
      holdsAuthority(db, personId, payload.pupilId),
  },
} satisfies Record<string, Notification>;
