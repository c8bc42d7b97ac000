import { type Doc, docOf } from '#kernel/rich-text';
import type { PictureName } from '#kernel/ui';
import type { Category, ReplyKind, Signers } from './tables.ts';
import { t } from './texts.ts';

export const categories = ['outing', 'meeting', 'class-life', 'supplies', 'health', 'closure', 'other'] as const satisfies Category[];
export const replyKinds = ['none', 'signature', 'yes-no', 'choice', 'text'] as const satisfies ReplyKind[];

export const pictureOf: Record<Category, PictureName> = {
  outing: 'compass',
  meeting: 'people',
  'class-life': 'star',
  supplies: 'bag',
  health: 'hands',
  closure: 'door',
  other: 'letter',
};

export type Template = 'blank' | 'outing' | 'meeting' | 'closure' | 'supplies' | 'lice';
export const templateNames = ['outing', 'meeting', 'closure', 'supplies', 'lice', 'blank'] as const satisfies Template[];

export type Start = { category: Category; title: string; body: Doc; replyKind: ReplyKind; signers: Signers };

/** What the usual notes begin with. The dots are what the teacher fills in. */
export const startOf = (template: Template): Start =>
  ({
    blank: { category: 'other', title: '', body: docOf(''), replyKind: 'none', signers: 'one' } as const,
    outing: { category: 'outing', title: t.outingTitle, body: docOf(t.outingBody), replyKind: 'signature', signers: 'one' } as const,
    meeting: { category: 'meeting', title: t.meetingTitle, body: docOf(t.meetingBody), replyKind: 'yes-no', signers: 'one' } as const,
    closure: { category: 'closure', title: t.closureTitle, body: docOf(t.closureBody), replyKind: 'none', signers: 'one' } as const,
    supplies: { category: 'supplies', title: t.suppliesTitle, body: docOf(t.suppliesBody), replyKind: 'none', signers: 'one' } as const,
    lice: { category: 'health', title: t.liceTitle, body: docOf(t.liceBody), replyKind: 'none', signers: 'one' } as const,
  })[template];

/** What answering is called, for who has to do it. */
export const verbOf = ({ replyKind, asked }: { replyKind: ReplyKind; asked: boolean }): string =>
  !asked || replyKind === 'none' ? t.read : replyKind === 'signature' ? t.sign : t.answer;

/** An answer, said: « Oui », « Signé », the option, or what was written. */
export function answerText(replyKind: ReplyKind, answer: string | null): string {
  if (replyKind === 'signature') return t.signed;
  if (replyKind === 'none') return t.seen;
  if (replyKind === 'yes-no') return answer === 'yes' ? t.yes : t.no;
  return answer ?? '';
}
