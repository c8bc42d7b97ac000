-- The ways into a merged sheet's account stay with it, shut: nobody comes into the survivor's with a key that the survivor did not add.
create or replace function kernel.sheet_columns() returns text[] language sql immutable as $$
  select array['kernel.contacts.person_id', 'kernel.accounts.person_id', 'kernel.functions.sheet_id',
    'kernel.activation_codes.account_id', 'kernel.authenticators.account_id', 'kernel.passkeys.account_id',
    'kernel.mail_codes.account_id', 'kernel.rescues.account_id',
    'kernel.merges.survivor_id', 'kernel.merges.merged_id', 'kernel.merges.merged_by', 'kernel.merges.undone_by']
$$;
