-- The blind index: a cache, unlogged, in no backup, behind functions (spine 24). A logged row names its
-- generation and an unlogged sentinel repeats it: after a crash they differ and every look-up says so.

create table protection.index_state (one boolean primary key default true check (one), generation int not null,
  people bigint not null default 0, done bigint not null default 0, rebuilding_since timestamptz);
create unlogged table protection.index_sentinel (generation int not null);
create unlogged table protection.blind (
  hash uuid not null, subject_id uuid not null, row_id uuid not null, tbl smallint not null,
  primary key (hash, subject_id, row_id)
);
create index blind_subject on protection.blind (subject_id);
create unlogged table protection.name_index (
  subject_id uuid not null, row_id uuid not null, tokens bigint[] not null,
  buckets uuid[] not null,                        -- the first 1, 2, 3 … letters of the family name, hashed
  primary key (subject_id, row_id)
);
create index name_tokens on protection.name_index using gin (tokens);
create index name_buckets on protection.name_index using gin (buckets);

-- A refusal that outlives an erasure: a keyed hash under a key of its own, and nothing else (spine 25, R5.7a).
create table protection.suppression (hash uuid not null, scope smallint not null, since timestamptz not null,
  primary key (hash, scope));

create function gate.index_ready() returns int
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare g int;
begin
  select s.generation into g from protection.index_state s join protection.index_sentinel u on u.generation = s.generation;
  if g is null then
    raise exception 'the index is being rebuilt' using errcode = 'SL030',
      detail = (select json_build_object('done', done, 'people', people)::text from protection.index_state);
  end if;
  return g;
end $$;

create function gate.index_progress() returns table (ready boolean, generation int, done bigint, people bigint)
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from protection.index_sentinel u where u.generation = s.generation), s.generation, s.done, s.people
    from protection.index_state s $$;

-- Tokens of rows that this use has just stored: hashes of addresses, of name prefixes and of name buckets.
create function gate.index_rows(t smallint, people uuid[], ids uuid[], hashes uuid[], from_generation int)
 returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  perform gate.must_index(l, people, ids, from_generation);
  insert into protection.blind (hash, subject_id, row_id, tbl)
  select u.h, u.p, u.i, t from unnest(people, ids, hashes) u (p, i, h)
    join register.contact c on (c.subject_id, c.id) = (u.p, u.i) and c.kind in (2, 3) where t = 1 on conflict do nothing;
end $$;

create function gate.index_names(people uuid[], ids uuid[], tokens text[], buckets text[], from_generation int)
 returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  perform gate.must_index(l, people, ids, from_generation);
  insert into protection.name_index (subject_id, row_id, tokens, buckets)
  select u.p, u.i, u.k::bigint[], u.b::uuid[] from unnest(people, ids, tokens, buckets) u (p, i, k, b)
    join register.contact c on (c.subject_id, c.id) = (u.p, u.i) and c.kind = 1
  on conflict (subject_id, row_id) do update set tokens = excluded.tokens, buckets = excluded.buckets;
end $$;

-- Only whoever has stored these very rows in this transaction, or upkeep, writes to the index: whoever may write
-- tokens of another's rows hides a person from every search, or binds an address to them that they never had.
create function gate.must_index(l ledger.line, people uuid[], ids uuid[], from_generation int) returns void
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare stored bigint[];
begin
  if l.use <> 61 then
    stored := array(select x.id from ledger.line x where x.xid = pg_current_xact_id_if_assigned()
                       and x.verb = 'collect' and x.cause = l.id and x.tbl = 1);
    if exists (select u.p, u.i from unnest(people, ids) u (p, i)
               except select v.p, v.r from ledger.named n cross join lateral unnest(n.subjects, n.rows) v (p, r)
                where n.line = any (stored) and n.bucket in (select distinct ledger.bucket(u) from unnest(people) u)) then
      raise exception 'rows are indexed by whoever stores them' using errcode = 'SL012';
    end if;
  end if;
  if from_generation is distinct from (select generation from protection.index_state) then
    raise exception 'the index key is of generation %', (select generation from protection.index_state) using errcode = 'SL031';
  end if;
end $$;

-- Who has this address? Answers under the use entered, so what the use may not see is not found.
create function gate.find(hashes uuid[]) returns table (ord bigint, subject_id uuid, row_id uuid)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); h timestamptz := gate.horizon_of(l.mask);
begin
  perform gate.index_ready();
  return query select u.o, b.subject_id, b.row_id from unnest(hashes) with ordinality u (x, o)
    join protection.blind b on b.hash = u.x
   where gate.row_fits(b.tbl, b.subject_id, b.row_id, l.mask, h) order by 1, 2, 3;
end $$;

-- For intake alone: ids whatever the mask, so that a restricted person is not made twice; one bulk line.
create function gate.match(hashes uuid[]) returns table (ord bigint, subject_id uuid, row_id uuid)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  if not gate.may_act(l.actor, 'intake') then raise exception 'matching is for intake' using errcode = 'SL005'; end if;
  perform gate.index_ready();
  perform gate.write_line(l, 'match', null, null, null, jsonb_build_object('asked', array_length(hashes, 1)));
  return query select u.o, b.subject_id, b.row_id from unnest(hashes) with ordinality u (x, o)
    join protection.blind b on b.hash = u.x order by 1, 2, 3;
end $$;
