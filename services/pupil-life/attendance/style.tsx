import { useView } from '#kernel/ui';

/** The lines of a roll call: a stylesheet of their own, which the sign-in page need not carry. */
export const RollStyle = () => <link rel="stylesheet" href={useView().asset('roll.css')} />;
