import { type MachineAnswer, type MachineRequest, routesFor } from '#kernel';
import { comeBack } from './entry.tsx';
import { leaveProvider } from './farewell.tsx';
import { ours } from './leaving-for.ts';
import { comeBackOidc, startOidc } from './oidc/doors.ts';
import { type Provider, providerNamed, type SamlProvider } from './providers.ts';
import { consume, metadata, singleLogout, startSaml } from './saml/doors.ts';

const { machine } = routesFor();
const shut: MachineAnswer = { status: 404, mediaType: 'text/plain', body: '' };

const known = ({ aside, params, secret }: MachineRequest): Promise<Provider | undefined> =>
  providerNamed(ours(aside), params['provider'] ?? '', secret);

/** A door that exists only while its provider is configured, and speaks SAML. */
const saml =
  (run: (provider: SamlProvider, request: MachineRequest) => Promise<MachineAnswer> | MachineAnswer) =>
  async (request: MachineRequest): Promise<MachineAnswer> => {
    const provider = await known(request);
    return provider?.protocol === 'saml' ? run(provider, request) : shut;
  };

const anybody = (): boolean => true;

export const doors = [
  machine('/federation/:provider', {
    method: 'GET',
    may: anybody,
    run: async (request) => {
      const provider = await known(request);
      if (!provider) return shut;
      return provider.protocol === 'saml' ? startSaml(provider, request) : startOidc(provider, request);
    },
  }),
  machine('/federation/:provider/metadata', { method: 'GET', may: anybody, run: saml(metadata) }),
  machine('/federation/:provider/acs', { method: 'POST', may: anybody, run: saml(consume) }),
  machine('/federation/:provider/slo', { method: 'GET', may: anybody, run: saml(singleLogout) }),
  machine('/federation/:provider/retour', {
    method: 'GET',
    may: anybody,
    run: async (request) => {
      const provider = await known(request);
      return provider?.protocol === 'oidc' ? comeBackOidc(provider, request) : shut;
    },
  }),
  machine('/federation/:provider/fin', {
    method: 'GET',
    may: anybody,
    run: async (request) => {
      const provider = await known(request);
      return provider ? leaveProvider(provider, request) : shut;
    },
  }),
  machine('/federation/entree', { method: 'GET', may: anybody, run: comeBack }),
];
