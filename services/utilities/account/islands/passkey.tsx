import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';

type Props = {
  add?: PublicKeyCredentialCreationOptionsJSON;
  show?: PublicKeyCredentialRequestOptionsJSON;
  label: string;
  failed: string;
};

/** A button that asks the device for a passkey, then sends the form with its answer. A device without passkeys keeps the hint. */
export function mount(place: HTMLElement, { add, show, label, failed }: Props): void {
  const form = place.closest('form');
  const field = form?.querySelector<HTMLInputElement>('input[name=answer]');
  if (!form || !field || !('PublicKeyCredential' in window)) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button is-main';
  button.textContent = label;
  const told = document.createElement('p');
  told.className = 'field-error';
  told.setAttribute('role', 'alert');
  button.addEventListener('click', async () => {
    told.textContent = '';
    button.disabled = true;
    try {
      const answer = add ? await startRegistration({ optionsJSON: add }) : show && (await startAuthentication({ optionsJSON: show }));
      field.value = JSON.stringify(answer);
      form.submit();
    } catch {
      told.textContent = failed;
      button.disabled = false;
    }
  });
  place.replaceChildren(button, told);
}
