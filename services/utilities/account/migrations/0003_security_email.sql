-- Where to report a weakness: security.txt (RFC 9116).
alter table account.contacts add column security_email text;
