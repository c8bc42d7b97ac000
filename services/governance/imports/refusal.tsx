import { Notice, useView } from '#kernel/ui';

/** Why the button that was pressed did nothing: these pages have buttons, and no form that would say it itself. */
export function Refusal() {
  const errors = useView().form?.errors ?? [];
  if (errors.length === 0) return null;
  return (
    <Notice kind="danger">
      {errors.map(({ message }) => (
        <p key={message}>{message}</p>
      ))}
    </Notice>
  );
}
