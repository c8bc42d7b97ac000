-- Limitation (RGPD, art. 18): the account is kept and not processed. Nobody signs in with it, nothing is sent to it, nobody is shown
-- it to write to, and it is not erased. What the law has the school do goes on: the class list, the roll call.
alter table kernel.people add column limited_since timestamptz;
create index people_limited on kernel.people (id) where limited_since is not null;
