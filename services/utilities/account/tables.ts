import type { KernelTables } from '#kernel/db';

export interface Tables extends KernelTables {
  'account.demonstration_accounts': {
    account_id: string;
    password: string;
    profile: string;
    school_name: string | null;
    totp_key: string | null;
  };
  'account.charter_drafts': { audience: 'adult' | 'child'; body: string; updated_at: Date };
  'account.contacts': {
    one: boolean;
    controller: string | null;
    controller_address: string | null;
    dpo_email: string | null;
    dpo_address: string | null;
    host: string | null;
    host_address: string | null;
    host_phone: string | null;
    accessibility_email: string | null;
    security_email: string | null;
  };
}
