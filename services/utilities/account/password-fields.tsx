import { Island, PasswordField } from '#kernel/ui';
import { t } from './texts.ts';

/** The password one already has. */
export const CurrentPassword = ({ name = 'password', label = t.password }: { name?: string; label?: string }) => (
  <Island name="password" props={{ show: t.showPassword }}>
    <PasswordField name={name} label={label} autocomplete="current-password" maxlength={1000} />
  </Island>
);

/** A password to choose: a length, an example, and nothing about capitals or signs. `example` is drawn for this page. */
export const NewPassword = ({ name, label, example }: { name: string; label: string; example: string }) => (
  <Island
    name="password"
    props={{ show: t.showPassword, missing: t.lettersMissing, missingOne: t.letterMissing, enough: t.lettersEnough, least: 12 }}
  >
    <PasswordField
      name={name}
      label={label}
      autocomplete="new-password"
      hint={
        <>
          {t.passwordHint} <strong>{example}</strong>
        </>
      }
    />
  </Island>
);
