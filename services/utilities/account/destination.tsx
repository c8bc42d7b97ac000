import { localPath } from '#kernel';
import { Hidden, useView } from '#kernel/ui';

/** Where one was going; the form brings it back when it is drawn again, and it is checked again when it is used. */
export function Destination({ to }: { to: string }) {
  const sent = useView().form?.values['vers'];
  const asked = typeof sent === 'string' ? localPath(sent) : to;
  return asked === '/' ? null : <Hidden name="vers" value={asked} />;
}
