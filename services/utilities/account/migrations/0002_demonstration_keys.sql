-- The key of the application of a known account: those who work here show a code, in the demonstration too.
alter table account.demonstration_accounts add column totp_key text;
