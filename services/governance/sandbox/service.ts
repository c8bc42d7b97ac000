import { service } from '#kernel';
import { deeds } from './deeds.ts';
import { door, resetDoor } from './door.ts';
import { arrival, enter, reset } from './enter.ts';
import { home } from './home.tsx';
import { personalData } from './personal.ts';
import { t } from './texts.ts';

export default service({
  name: 'sandbox',
  label: t.label,
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  routes: [home, enter, arrival, reset, door, resetDoor],
  deeds,
  personalData,
  migrations: new URL('./migrations/', import.meta.url),
});
