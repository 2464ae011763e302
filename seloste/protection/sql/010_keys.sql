-- Wrapped data keys and what stands beside them. No grant on any of it: only the gate's functions read it.

create table protection.bucket (no int primary key, generation int not null);
create table protection.bucket_size (one boolean primary key default true check (one), bits int not null check (bits between 12 and 20));
create table protection.key (
  subject_id uuid not null references register.subject, fate smallint not null check (fate between 0 and 2),
  generation int not null, wrapped bytea not null check (length(wrapped) = 60),
  primary key (subject_id, fate)
);

-- A bucket is the first bits of the person's random id.
create function protection.bucket_at(person uuid, bits int) returns int
 language sql immutable parallel safe
 return ((get_byte(uuid_send(person), 0) << 16) | (get_byte(uuid_send(person), 1) << 8) | get_byte(uuid_send(person), 2)) >> (24 - bits);
create function protection.bucket_of(person uuid) returns int
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select protection.bucket_at(person, s.bits) from protection.bucket_size s $$;
create function protection.bucket_start(no int) returns uuid
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex(no::bigint << (24 - bits)), 6, '0') || repeat('0', 26))::uuid from protection.bucket_size $$;
create function protection.bucket_end(no int) returns uuid
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select (lpad(to_hex(((no + 1)::bigint << (24 - bits)) - 1), 6, '0') || repeat('f', 26))::uuid from protection.bucket_size $$;

-- Lines whose being on disk was confirmed before a transaction that writes by itself (15 and 16 alone).
create unlogged table gate.on_disk (line bigint primary key);

-- A line under which something may be handed out: the ticket's own, fresh, of the verb, and on disk (spine 21).
create function gate.line_to_open(line bigint, held bytea, what text, t smallint) returns ledger.line
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
declare l ledger.line; use_name text; here pg_lsn; waited int := 0;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'opening needs READ COMMITTED: an older snapshot could show what is prohibited since' using errcode = 'SL002';
  end if;
  select * into l from ledger.line x where x.id = line and x.verb = what and x.ticket = sha256(held)
     and x.at between clock_timestamp() - interval '60 s' and clock_timestamp() + interval '60 s' and (t is null or x.tbl = t);
  if l.id is null or l.xid = pg_current_xact_id_if_assigned() then
    raise exception 'no committed line of this ticket allows that' using errcode = 'SL006';
  end if;
  select name into use_name from gate.use_bit where bit = l.use and live;
  if gate.holder(held) is distinct from l.actor or not gate.may_act(l.actor, use_name) then
    raise exception 'the ticket or its grant has ended' using errcode = 'SL006';
  end if;
  here := pg_current_wal_insert_lsn();
  if pg_current_wal_flush_lsn() < here and not exists (select from gate.on_disk d where d.line = l.id) then
    if current_setting('server_version_num')::int >= 170000 then
      execute 'select pg_logical_emit_message(false, ''seloste'', '''', true)';
    else   -- 15 and 16 can't be told to flush: other commits do it within milliseconds, or the caller nudges
      while pg_current_wal_flush_lsn() < here loop
        if waited >= 500 then raise exception 'the line is not on disk yet' using errcode = 'SL007'; end if;
        perform pg_sleep(0.002);
        waited := waited + 1;
      end loop;
    end if;
  end if;
  return l;
end $$;

create function gate.confirm_line(line bigint, held bytea, what text) returns bigint
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.line_to_open(line, held, what, null);
begin
  delete from gate.on_disk d where d.line < l.id - 10000;
  insert into gate.on_disk (line) values (l.id) on conflict do nothing;
  return l.id;
end $$;

-- For writing: the keys of known people whom a committed keep line names, and no ciphertext.
create function gate.keep_keys(line bigint, held bytea) returns table (subject_id uuid, fate smallint, generation int, wrapped bytea)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line;
begin
  l := gate.line_to_open(line, held, 'keep', null);
  return query select k.subject_id, k.fate, k.generation, k.wrapped
    from ledger.named n cross join lateral unnest(n.subjects) u (p) join protection.key k on k.subject_id = u.p
   where n.line = l.id and n.bucket between 0 and 63;
end $$;

-- The generations in force of these people's buckets, held until the transaction ends: shared with other
-- writers; a turn that waits is let in before writers who come after it, which row locks don't do (by them
-- eight writers starved a turn for minutes).
create function gate.bucket_generations(people uuid[]) returns table (bucket int, generation int)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare wide int := (select bits from protection.bucket_size);
begin
  perform gate.must_enter();
  perform pg_advisory_xact_lock_shared(7102, g)
    from (select distinct protection.bucket_at(u, wide) % 64 g from unnest(people) u order by 1) x;
  wide := (select bits from protection.bucket_size);      -- the buckets may have grown while this waited
  return query select b.no, b.generation from (select distinct protection.bucket_at(u, wide) n from unnest(people) u) x
    join protection.bucket b on b.no = x.n;
end $$;
create function gate.bucket_bits() returns int
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select bits from protection.bucket_size $$;
