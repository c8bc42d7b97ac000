import { useView } from '#kernel/ui';

/** What only a class's tablet draws: no other page pays for it. */
export const ClassStyle = () => <link rel="stylesheet" href={useView().asset('class-device.css')} />;
