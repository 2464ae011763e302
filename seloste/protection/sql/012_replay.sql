-- What a restore of older data must do again: erasures, prohibitions, withdrawals, restrictions and what was put
-- right. The triggers below note it in the transaction that does it; a process that holds the keys carries it into
-- the sealed list beside the key file and then takes it from here.

create table gate.replay (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  what text not null check (what in ('erasure', 'prohibition', 'restriction', 'ground', 'relation', 'suppression', 'removed', 'state', 'published')),
  subject_id uuid, tbl smallint, detail jsonb not null
);
-- How far the list had come when this database last knew: a database that knows less than the list is an older one.
create table gate.replay_state (one boolean primary key default true check (one), seq bigint not null default 0);
insert into gate.replay_state default values;

-- Its row is in no dump: a database that came out of one answers nobody until a restore has finished (gate.enter).
create table gate.whole (one boolean primary key default true check (one));
insert into gate.whole default values;

-- Backups, drills and restores that were verified. archived_at: from when on the keys' archive holds no older keys.
create table gate.copied (
  id bigint generated always as identity primary key,
  what text not null check (what in ('backup', 'drill', 'restore')),
  at timestamptz not null, stamp text not null check (stamp ~ '^[0-9]{8}T[0-9]{6}Z$'),
  archived_at timestamptz, digest text, line bigint not null
);
create index copied_archive on gate.copied (archived_at) where archived_at is not null;

-- A fact with the names of its numbers: another version of the notice may give the numbers to others.
create function gate.in_words(fact jsonb) returns jsonb
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select fact || jsonb_build_object('use_name', (select name from gate.use_bit where bit = (fact->>'use')::smallint),
    'source_name', (select name from gate.source_no where no = (fact->>'source')::smallint)) $$;

-- Of somebody whose erasure runs (gate.erasure) one record says it all: the triggers pass their rows over.

-- Prohibitions and restrictions: set, ended, or taken back with the import that brought them.
create function gate.note_bars() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    insert into gate.replay (what, subject_id, detail) select tg_table_name, f.subject_id, jsonb_build_object('id', f.id, 'gone', true)
      from former f where not exists (select from gate.erasure e where e.subject_id = f.subject_id and e.done_at is null);
  else
    insert into gate.replay (what, subject_id, detail)
    select tg_table_name, c.subject_id, gate.in_words(to_jsonb(c)) from changed c;
  end if;
  return null;
end $$;

-- Grounds and relations: ended, or taken back.
create function gate.note_ends() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    insert into gate.replay (what, subject_id, detail) select tg_table_name, f.subject_id, jsonb_build_object('id', f.id, 'gone', true)
      from former f where not exists (select from gate.erasure e where e.subject_id = f.subject_id and e.done_at is null);
  else
    insert into gate.replay (what, subject_id, detail)
    select tg_table_name, c.subject_id, to_jsonb(c) from changed c join former f on (f.subject_id, f.id) = (c.subject_id, c.id)
     where f.ended is distinct from c.ended;
  end if;
  return null;
end $$;

-- Rows that were wrong or superseded; what is past its end goes again by itself.
create function gate.note_removed() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n timestamptz := gate.now();
begin
  insert into gate.replay (what, subject_id, tbl, detail)
  select 'removed', f.subject_id, tg_argv[0]::smallint, jsonb_build_object('id', f.id, 'kind', f.kind)
    from former f where f.fate = 0 and f.expires_at > n
     and not exists (select from gate.erasure e where e.subject_id = f.subject_id and e.done_at is null);
  return null;
end $$;

create function gate.note_state() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into gate.replay (what, subject_id, tbl, detail)
  values ('state', new.subject_id, 1, jsonb_build_object('id', new.id, 'state', new.state));
  return null;
end $$;

create function gate.note_erasure() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' or new.asked_at is distinct from old.asked_at then
    insert into gate.replay (what, subject_id, detail) values ('erasure', new.subject_id, jsonb_build_object('asked_at', new.asked_at));
  end if;
  return null;
end $$;

create function gate.note_suppression() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into gate.replay (what, detail) select 'suppression', to_jsonb(c) from changed c;
  return null;
end $$;

create function gate.note_notice() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into gate.replay (what, detail) values ('published', jsonb_build_object('version', new.version, 'digest', new.digest));
  return null;
end $$;
