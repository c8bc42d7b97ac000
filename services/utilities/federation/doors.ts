import { type MachineAnswer, type MachineRequest, routesFor } from '#kernel';
import { comeBack } from './entry.tsx';
import { leaveProvider } from './farewell.tsx';
import { ours } from './leaving-for.ts';
import { comeBackOidc, startOidc } from './oidc/doors.ts';
import { type Provider, providerNamed, type SamlProvider } from './providers.ts';
import { consume, metadata, singleLogout, startSaml } from './saml/doors.ts';

const { machine } = routesFor();
const shut: MachineAnswer = { status: 404, mediaType: 'text/plain', body: '' };

const unavailable: MachineAnswer = { see: '/federation/refus?pourquoi=indisponible' };

/** The door of that name, if there is one whose key this house can open: one sealed under another secret leads nowhere. */
async function known(
  { aside, params, secret }: MachineRequest,
  pass: (provider: Provider) => Promise<MachineAnswer> | MachineAnswer,
): Promise<MachineAnswer> {
  const provider = await providerNamed(ours(aside), params['provider'] ?? '', secret);
  return provider === 'sealed' ? unavailable : provider ? pass(provider) : shut;
}

/** A door that exists only while its provider is configured, and speaks SAML. */
const saml =
  (run: (provider: SamlProvider, request: MachineRequest) => Promise<MachineAnswer> | MachineAnswer) =>
  (request: MachineRequest): Promise<MachineAnswer> =>
    known(request, (provider) => (provider.protocol === 'saml' ? run(provider, request) : shut));

const anybody = (): boolean => true;

export const doors = [
  machine('/federation/:provider', {
    method: 'GET',
    may: anybody,
    run: (request) =>
      known(request, (provider) => (provider.protocol === 'saml' ? startSaml(provider, request) : startOidc(provider, request))),
  }),
  machine('/federation/:provider/metadata', { method: 'GET', may: anybody, run: saml(metadata) }),
  machine('/federation/:provider/acs', { method: 'POST', may: anybody, run: saml(consume) }),
  machine('/federation/:provider/slo', { method: 'GET', may: anybody, run: saml(singleLogout) }),
  machine('/federation/:provider/retour', {
    method: 'GET',
    may: anybody,
    run: (request) => known(request, (provider) => (provider.protocol === 'oidc' ? comeBackOidc(provider, request) : shut)),
  }),
  machine('/federation/:provider/fin', {
    method: 'GET',
    may: anybody,
    run: (request) => known(request, (provider) => leaveProvider(provider, request)),
  }),
  machine('/federation/entree', { method: 'GET', may: anybody, run: comeBack }),
];
