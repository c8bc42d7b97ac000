import { useView } from '#kernel/ui';

/** Photos side by side: a stylesheet of their own, which the other pages need not carry. */
export const JournalStyle = () => <link rel="stylesheet" href={useView().asset('journal.css')} />;
