-- Erasing, and turning buckets (spine 20). An erasure is asked under 'rights' (or decided by the sweep),
-- and done by upkeep: delete the erased, re-wrap the rest, all in one transaction with its line.

create table gate.erasure (
  subject_id uuid primary key, asked_line bigint not null, asked_at timestamptz not null,
  done_line bigint, done_at timestamptz, counts jsonb, index_generation int
);

create function gate.ask_erasure(people uuid[], why text) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); i bigint; n timestamptz := gate.now();
begin
  if l.use <> 62 and not (l.use = 61 and why is not distinct from 'period_ended') then
    raise exception 'erasure is a right: enter rights' using errcode = 'SL018';
  end if;
  if why is null or why !~ '^[a-z_]{1,40}$' then
    raise exception 'the reason of an erasure is a code' using errcode = 'SL018';
  end if;
  if l.use = 61 and exists (select u from unnest(people) u except select d from gate.all_due(people, n) d) then
    raise exception 'upkeep erases nobody whose period has not ended' using errcode = 'SL018';
  end if;
  i := gate.write_line(l, 'erase', people, null, null, jsonb_build_object('why', why));
  insert into gate.erasure (subject_id, asked_line, asked_at)
  select u, i, n from unnest(people) u join register.subject s on s.id = u
    on conflict (subject_id) do update set asked_line = excluded.asked_line, asked_at = excluded.asked_at, done_line = null, done_at = null;
  return i;
end $$;

create function gate.erasures_waiting(most int) returns table (subject_id uuid, bucket int, asked_line bigint)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (gate.must_enter()).use not in (61, 62) then raise exception 'enter rights' using errcode = 'SL018'; end if;
  return query select e.subject_id, protection.bucket_of(e.subject_id), e.asked_line from gate.erasure e
    where e.done_at is null order by e.asked_at limit least(most, 10000);
end $$;

-- How many, for whoever looks whether all is well: no ids.
create function gate.count_waiting() returns bigint
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select count(*) from gate.erasure e where e.done_at is null $$;

-- Committed before any key is handed out: names the buckets whose keys will be used.
create function gate.rotate_line(buckets int[]) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  if l.use <> 61 then raise exception 'turning a bucket is upkeep' using errcode = 'SL018'; end if;
  return gate.write_line(l, 'rotate', null, null, null, jsonb_build_object('buckets', to_jsonb(buckets)));
end $$;

-- The wrapped keys of a line's buckets, locked against writers until the transaction ends; no ciphertext.
create function gate.turn_take(line bigint, held bytea, buckets int[])
 returns table (subject_id uuid, fate smallint, generation int, wrapped bytea)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.line_to_open(line, held, 'rotate', null); b int;
begin
  if not l.detail->'buckets' @> to_jsonb(buckets) then raise exception 'the line names other buckets' using errcode = 'SL006'; end if;
  perform pg_advisory_xact_lock_shared(7101);           -- before any bucket, as in every door: a publication waits, or is waited for
  perform pg_advisory_xact_lock(7102, g) from (select distinct u % 64 g from unnest(buckets) u order by 1) x;
  perform 1 from protection.bucket k where k.no = any (buckets) order by k.no for update;
  foreach b in array buckets loop
    return query select k.subject_id, k.fate, k.generation, k.wrapped from protection.key k
      where k.subject_id between protection.bucket_start(b) and protection.bucket_end(b) order by 1, 2;
  end loop;
end $$;

-- Everything of these people but what another fate keeps: their rows, hashes, keys, facts and standing. How many rows.
-- keeps: right.erase by job; off: gate.delete_rows(erased, 0::smallint) => 0
create function gate.forget(erased uuid[], n timestamptz) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare gone bigint;
begin
  with kept as materialized (
    select e.subject_id, e.id, least(coalesce(e.ended, n), n) ended_at, e.kind, e.expires_at from unnest(erased) u
      join register.evidence e on e.subject_id = u and e.fate > 0),
  ends as materialized (select d.kind, d.ended_at, gate.evidence_end(d.kind, d.ended_at) last from (select distinct k.kind, k.ended_at from kept k) d)
  update register.evidence e set ended = k.ended_at, expires_at = coalesce(d.last, k.expires_at), visible_until = coalesce(d.last, k.expires_at)
    from kept k join ends d using (kind, ended_at) where (e.subject_id, e.id) = (k.subject_id, k.id);
  gone := gate.delete_rows(erased, 0::smallint);
  delete from protection.blind b using unnest(erased) u where b.subject_id = u;
  delete from protection.name_index b using unnest(erased) u where b.subject_id = u;
  delete from protection.key k using unnest(erased) u where k.subject_id = u and k.fate = 0;
  delete from protection.key k using unnest(erased) u where k.subject_id = u
     and not exists (select from gate.kept_rows(erased) r where (r.subject_id, r.fate) = (k.subject_id, k.fate));
  delete from register.ground g using unnest(erased) u where g.subject_id = u;
  delete from register.prohibition g using unnest(erased) u where g.subject_id = u;
  delete from register.restriction g using unnest(erased) u where g.subject_id = u;
  delete from register.relation g using unnest(erased) u where g.subject_id = u;
  delete from register.former f using unnest(erased) u where f.subject_id = u;
  delete from gate.spared s using unnest(erased) u where s.subject_id = u and not gate.row_stands(s.tbl, s.subject_id, s.id);
  delete from register.standing s using unnest(erased) u where s.subject_id = u;
  delete from register.subject s using unnest(erased) u where s.id = u and not exists (select from protection.key k where k.subject_id = u);
  return gone;
end $$;

-- One transaction: delete the erased, re-wrap the rest, the bucket's generation, the line.
create function gate.turn(buckets int[], old_generations int[], new_generations int[], erased uuid[],
    people uuid[], fates smallint[], wrapped bytea[], suppress uuid[], suppress_scopes smallint[])
 returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now(); i bigint; c int; gone bigint; left_over int;
begin
  if l.use <> 61 then raise exception 'turning a bucket is upkeep' using errcode = 'SL018'; end if;
  if exists (select u from unnest(erased) u except select e.subject_id from gate.erasure e where e.done_at is null) then
    raise exception 'nobody is erased who has not been asked for' using errcode = 'SL018';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform gate.plan_for(coalesce(cardinality(erased), 0) + coalesce(cardinality(people), 0));
  perform set_config('seloste.settle', 'later', true);
  update protection.bucket b set generation = u.new_g from unnest(buckets, old_generations, new_generations) u (no, old_g, new_g)
   where b.no = u.no and b.generation = u.old_g;
  get diagnostics c = row_count;
  if c <> array_length(buckets, 1) then raise exception 'a bucket was turned meanwhile' using errcode = 'SL020'; end if;
  perform 1 from register.standing s where s.subject_id = any (erased) order by s.subject_id for update;
  insert into protection.suppression (hash, scope, since) select h, sc, n from unnest(suppress, suppress_scopes) u (h, sc) on conflict do nothing;
  gone := gate.forget(erased, n);
  update protection.key k set wrapped = u.w, generation = b.generation
    from unnest(turn.people, turn.fates, turn.wrapped) u (p, f, w), protection.bucket b
   where (k.subject_id, k.fate) = (u.p, u.f) and b.no = protection.bucket_of(u.p) and b.no = any (buckets);
  select count(*) into left_over from unnest(buckets) x (no) join protection.bucket b on b.no = x.no
    join protection.key k on k.subject_id between protection.bucket_start(x.no) and protection.bucket_end(x.no)
   where k.generation <> b.generation;
  if left_over > 0 then raise exception '% keys of these buckets were not wrapped anew', left_over using errcode = 'SL021'; end if;
  perform set_config('seloste.settle', '', true);
  i := gate.write_line(l, 'erased', erased, null, null, jsonb_build_object('buckets', to_jsonb(buckets), 'rows', gone));
  update gate.erasure e set done_line = i, done_at = n, index_generation = (select generation from protection.index_state)
   where e.subject_id = any (erased);
  return i;
end $$;

create function gate.evidence_end(k smallint, ended timestamptz) returns timestamptz
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select max(gate.period_end(ended, p.months, p.days, s.time_zone))
    from gate.state s, gate.keep_class c join gate.keep p on p.class = c.class and p.fate = 2 where c.kind = k $$;

-- Re-wrapped rows of a bucket, to be written beside the key file and read back (spine 20).
create function gate.turned_rows(line bigint, held bytea, buckets int[])
 returns table (bucket int, subject_id uuid, fate smallint, generation int, wrapped bytea)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.line_to_open(line, held, 'rotate', null);
begin
  if not l.detail->'buckets' @> to_jsonb(buckets) then raise exception 'the line names other buckets' using errcode = 'SL006'; end if;
  return query select protection.bucket_of(k.subject_id), k.subject_id, k.fate, k.generation, k.wrapped from unnest(buckets) b (no)
    join protection.key k on k.subject_id between protection.bucket_start(b.no) and protection.bucket_end(b.no) order by 1, 2, 3;
end $$;

create function gate.all_generations() returns table (bucket int, generation int)
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select no, generation from protection.bucket order by no $$;

create function gate.erasure_of(person uuid) returns setof gate.erasure
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (gate.must_enter()).use not in (61, 62) then raise exception 'enter rights' using errcode = 'SL018'; end if;
  return query select * from gate.erasure e where e.subject_id = person;
end $$;

-- Is this address under a refusal that outlived an erasure?
create function gate.suppressed(hashes uuid[]) returns table (ord bigint, scope smallint)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.must_enter();
  return query select u.o, s.scope from unnest(hashes) with ordinality u (h, o) join protection.suppression s on s.hash = u.h;
end $$;

-- Which of these people have forbidden something that still stands: their erasure leaves keyed hashes.
create function gate.who_forbade(people uuid[]) returns setof uuid
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (gate.must_enter()).use not in (61, 62) then raise exception 'enter rights' using errcode = 'SL018'; end if;
  return query select distinct p.subject_id from unnest(people) u join register.prohibition p on p.subject_id = u where p.until is null;
end $$;

create function gate.erasures_of(people uuid[]) returns setof gate.erasure
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (gate.must_enter()).use not in (61, 62) then raise exception 'enter rights' using errcode = 'SL018'; end if;
  return query select e.* from unnest(people) u join gate.erasure e on e.subject_id = u;
end $$;

-- Whether somebody was erased since the index key in force was made.
create function gate.index_holds_erased() returns boolean
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from gate.erasure e, protection.index_state s where e.done_at is not null and e.index_generation = s.generation) $$;

-- Twice as many buckets, each split in two by the next bit; nobody's key is wrapped anew (spine 19).
create function gate.grow_buckets(from_bits int) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  if l.use <> 61 then raise exception 'growing buckets is upkeep' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock(7102, g) from generate_series(0, 63) g;
  if from_bits >= 20 or from_bits <> (select bits from protection.bucket_size for update) then
    raise exception 'the buckets are of another number' using errcode = 'SL020';
  end if;
  update protection.bucket set no = -1 - no;                    -- out of the way of the new numbers
  insert into protection.bucket (no, generation)
  select 2 * (-1 - b.no) + side, b.generation from protection.bucket b cross join (values (0), (1)) s (side) where b.no < 0;
  delete from protection.bucket where no < 0;
  update protection.bucket_size set bits = from_bits + 1;
  perform gate.write_line(l, 'rotate', null, null, null, jsonb_build_object('bits', from_bits + 1));
end $$;
