import { service } from '#kernel';

export default service({
  name: 'imports',
  label: 'Imports',
  family: 'governance',
  needs: [],
  routes: [],
  personalData: [],
  migrations: new URL('./migrations/', import.meta.url),
});
