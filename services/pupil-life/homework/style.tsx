import { useView } from '#kernel/ui';

/** The days of a week side by side: a stylesheet of their own, which the sign-in page need not carry. */
export const WeekStyle = () => <link rel="stylesheet" href={useView().asset('week.css')} />;
