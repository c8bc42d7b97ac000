import { Notice, useView } from '#kernel/ui';

/** Why the last tap did not open: these forms have no field a summary could lead to. */
export function Refused() {
  const { form } = useView();
  return form && form.errors.length > 0 ? (
    <Notice kind="warning" role="alert">
      {form.errors.map(({ message }) => message).join(' ')}
    </Notice>
  ) : null;
}
