-- A page's key belongs to its sheet: two classes called at once under one key are two sheets.
alter table attendance.takes drop constraint takes_client_key_key;
alter table attendance.takes add unique (call_id, client_key);
