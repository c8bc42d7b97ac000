import { useView } from '#kernel/ui';

/** What only the agenda draws: no other page pays for it. */
export const MonthStyle = () => <link rel="stylesheet" href={useView().asset('month.css')} />;
