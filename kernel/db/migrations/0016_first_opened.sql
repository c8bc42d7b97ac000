-- The first time an account was opened is remembered; its sessions are forgotten after a month.
alter table kernel.accounts add column first_opened_at timestamptz;
update kernel.accounts a set first_opened_at = (select min(s.created_at) from kernel.sessions s where s.account_id = a.id);
