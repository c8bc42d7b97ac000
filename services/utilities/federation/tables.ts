import type { Json, KernelTables } from '#kernel/db';

export type ProviderName = 'educonnect' | 'agents';

export interface Tables extends KernelTables {
  'federation.providers': {
    name: ProviderName;
    protocol: 'saml' | 'oidc';
    settings: Json<unknown>;
    sealed: Buffer | null;
    demonstration: boolean;
  };
  'federation.requests': {
    id: string;
    provider: ProviderName;
    door_hash: Buffer;
    destination: string;
    linking: string | null;
    verifier: string | null;
    nonce: string | null;
    expires_at: Date;
  };
  'federation.assertions': { id_hash: Buffer; expires_at: Date };
  'federation.entries': {
    ticket_hash: Buffer;
    provider: ProviderName;
    door_hash: Buffer;
    destination: string;
    linking: string | null;
    refs: string[];
    name_id: string | null;
    session_index: string | null;
    return_url: string | null;
    second_factor: boolean;
    expires_at: Date;
  };
  'federation.sessions': {
    session_id: string;
    provider: ProviderName;
    name_id: string | null;
    session_index: string | null;
    return_url: string | null;
  };
  'federation.farewells': {
    ticket_hash: Buffer;
    provider: ProviderName;
    name_id: string | null;
    session_index: string | null;
    return_url: string | null;
    expires_at: Date;
  };
  'federation.proofs': { one_id: string; other_id: string; proved_at: Date };
}
