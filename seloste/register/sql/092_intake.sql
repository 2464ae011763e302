-- What an importer needs beside the doors: whom it meets again, and what changes of them. Each function
-- demands the grant intake, whatever the mask: a file of people is compared also with those it may not use.

create function gate.must_intake() returns ledger.line
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter();
begin
  if not gate.may_act(l.actor, 'intake') then raise exception 'this is for intake' using errcode = 'SL005'; end if;
  return l;
end $$;

-- What stands of these people: ids, words and times, no content. One bulk line names them. `names` are
-- tokens of the names that the file gives: whether a row holds that very name is told without opening it.
create function gate.import_state(people uuid[], names bigint[]) returns table (ord bigint, person uuid, state jsonb)
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  if array_length(people, 1) > 5000 then raise exception 'too many people at once' using errcode = 'SL011'; end if;
  perform gate.write_line(l, 'match', people, null, null, jsonb_build_object('compared', array_length(people, 1)));
  return query
  select u.o, u.p, jsonb_build_object(
    'restricted', exists (select from register.standing s where s.subject_id = u.p and s.restricted),
    'relations', (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'group', g.name, 'started', r.started, 'ended', r.ended,
        'active', r.active_at, 'organisation', r.organisation_id, 'source', s.name) order by r.started, r.id), '[]')
       from register.relation r join gate.group_no g on g.no = r.grp join gate.source_no s on s.no = r.source where r.subject_id = u.p),
    'consents', (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'use', b.name, 'row', g.row_id, 'started', g.started,
        'ended', g.ended, 'why', g.ended_why) order by g.started, g.id), '[]')
       from register.ground g left join gate.use_bit b on b.bit = g.use where g.subject_id = u.p and g.basis = 1),
    'prohibitions', (select coalesce(jsonb_agg(jsonb_build_object('scope', x.scope, 'use', b.name, 'row', x.row_id, 'since', x.since,
        'known', x.since_known, 'until', x.until, 'source', s.name, 'complained', x.complained) order by x.since, x.id), '[]')
       from register.prohibition x left join gate.use_bit b on b.bit = x.use join gate.source_no s on s.no = x.source where x.subject_id = u.p),
    'rows', (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'state', c.state, 'obtained', c.obtained_at, 'source', s.name,
        'same', c.kind = 1 and exists (select from protection.name_index i where (i.subject_id, i.row_id) = (c.subject_id, c.id)
                                         and i.tokens @> array[u.n])) order by c.id), '[]')
       from register.contact c join gate.source_no s on s.no = c.source where c.subject_id = u.p and c.fate = 0))
    from unnest(people, names) with ordinality u (p, n, o) join register.subject a on a.id = u.p;
end $$;

-- Imports as they ran, so that one can be found and undone. line: the first of the run; until: as long as rows that
-- went live in backups (keep.backups), and so long what an import replaced is kept, sealed, for its undoing alone.
create table gate.import_run (
  batch uuid primary key, source smallint not null, format text not null check (format ~ '^[a-z0-9_.-]{1,60}$'),
  actor uuid not null references gate.actor, line bigint not null, begun timestamptz not null, until timestamptz not null,
  ended timestamptz, undone timestamptz, changed bigint not null default 0
);
-- what: 1 a row that was replaced (became: by which), 2 an address that bounced, 3 a relation's last act,
-- 4 a relation's end (became: to when).
create table register.former (
  subject_id uuid not null references register.subject, id uuid not null, batch uuid not null references gate.import_run,
  what smallint not null check (what between 1 and 4), tbl smallint not null, was jsonb not null, became text,
  back boolean not null default false, until timestamptz not null, primary key (subject_id, batch, what, id)
);
create index former_batch on register.former (batch);
create index former_until on register.former (until);
-- Organisations that an import added (was: null) or changed.
create table gate.import_organisation (
  batch uuid not null references gate.import_run, id uuid not null, was jsonb, became jsonb, primary key (batch, id)
);
-- Deals that an import added, and what a source said before of an organisation's own addresses.
create table gate.import_deal (
  batch uuid not null references gate.import_run, id uuid not null, became jsonb not null, primary key (batch, id)
);
create table gate.import_address (
  batch uuid not null references gate.import_run, id uuid not null, source text not null, was jsonb not null, became jsonb,
  primary key (batch, id, source)
);

-- The same files from the same source are one import, however often it had to begin.
create function gate.begin_import(which uuid, source text, form text, days int) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); n timestamptz := gate.now(); last timestamptz := n + make_interval(days => greatest(1, least(days, 400)));
begin
  insert into gate.import_run as r (batch, source, format, actor, line, begun, until)
  values (which, gate.source_number(source), form, l.actor, l.id, n, last)
  on conflict (batch) do update set until = greatest(r.until, last), ended = null, undone = null, actor = l.actor,
    line = case when r.undone is null then r.line else l.id end, begun = case when r.undone is null then r.begun else n end,
    changed = case when r.undone is null then r.changed else 0 end;
end $$;

create function gate.end_import(which uuid, changed bigint) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); n timestamptz := gate.now();
begin
  update gate.import_run r set ended = n, changed = r.changed + greatest(end_import.changed, 0) where r.batch = which;
end $$;

-- Every import, newest first, and how many of its people have a relation by it: for whoever may import.
create function gate.imports(held bytea) returns table (batch uuid, source text, format text, actor text, begun timestamptz,
    ended timestamptz, undone timestamptz, until timestamptz, changed bigint, people bigint)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce(gate.may_act(gate.holder(held), 'intake'), false) then raise exception 'this is for intake' using errcode = 'SL005'; end if;
  return query
  select r.batch, s.name, r.format, a.name, r.begun, r.ended, r.undone, r.until, r.changed, coalesce(c.people, 0)
    from gate.import_run r join gate.source_no s on s.no = r.source join gate.actor a on a.id = r.actor
    left join (select x.batch, count(*) people from register.relation x where x.batch is not null group by 1) c on c.batch = r.batch
   order by r.begun desc, r.batch;
end $$;

-- Addresses that bounce now and didn't before, as they were: asked for before they are marked.
create function gate.note_marks(which uuid, people uuid[], ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  perform gate.must_keep(l, people);
  insert into register.former (subject_id, id, batch, what, tbl, was, until)
  select c.subject_id, c.id, r.batch, 2, 1, jsonb_build_object('state', c.state), r.until
    from unnest(people, ids) u (p, i) join register.contact c on (c.subject_id, c.id) = (u.p, u.i)
    join gate.import_run r on r.batch = which where c.state = 0 and c.batch is distinct from which
  on conflict do nothing;
end $$;

-- Organisations before (null for a new one) and after, in the order of the ids.
create function gate.note_organisations(which uuid, ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  insert into gate.import_organisation as f (batch, id, was)
  select which, u, (select to_jsonb(o) - 'added_at' from register.organisation o where o.id = u) from unnest(ids) u
  on conflict do nothing;
end $$;
create function gate.noted_organisations(which uuid, ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  update gate.import_organisation f set became = to_jsonb(o) - 'added_at' from register.organisation o
   where f.batch = which and f.id = any (ids) and o.id = f.id;
end $$;

-- Deals as an import brought them, without whether somebody is named in them.
create function gate.note_deals(which uuid, ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  insert into gate.import_deal (batch, id, became)
  select which, d.id, to_jsonb(d) - 'represented' from register.deal d where d.id = any (ids) on conflict do nothing;
end $$;

-- What a source says of an organisation's own addresses.
create function gate.addresses_of(which uuid, src text) returns jsonb
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_agg(jsonb_build_object('kind', a.kind, 'value', a.value, 'at', a.at) order by a.kind, a.value), '[]')
    from register.organisation_address a where a.organisation_id = which and a.source = src
$$;
create function gate.note_addresses(which uuid, ids uuid[], src text) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  insert into gate.import_address (batch, id, source, was)
  select which, u, src, gate.addresses_of(u, src) from (select distinct x u from unnest(ids) x) w on conflict do nothing;
end $$;
create function gate.noted_addresses(which uuid, ids uuid[], src text) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake();
begin
  update gate.import_address f set became = gate.addresses_of(f.id, src)
   where f.batch = which and f.id = any (ids) and f.source = src;
end $$;

-- A name that its own source now gives otherwise: the former row goes in the transaction that brings the new (`by`).
create function gate.supersede_names(source text, which uuid, people uuid[], ids uuid[], by uuid[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); src smallint := gate.source_number(source); c int;
begin
  perform set_config('seloste.settle', '', true);
  perform gate.must_keep(l, people);
  perform gate.must_collect(l, src, array[1]::smallint[]);
  if exists (select from unnest(people, ids) u (p, i) join register.contact t on (t.subject_id, t.id) = (u.p, u.i)
              where t.kind <> 1 or t.source <> src or t.restricted) then
    raise exception 'a source replaces the names that it gave itself' using errcode = 'SL018';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u
    order by s.subject_id for update of s;
  perform gate.note_former(which, 1::smallint, people, ids, by);
  delete from protection.name_index b using unnest(people, ids) u (p, i) where (b.subject_id, b.row_id) = (u.p, u.i);
  c := gate.delete_these(1::smallint, people, ids);
  perform gate.write_line(l, 'remove', people, ids, 1::smallint, null);
  return c;
end $$;

-- A later act of the person's own, as a source tells it: it moves on, never back, and not past now.
create function gate.renew_relations(which uuid, people uuid[], ids uuid[], active timestamptz[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); n timestamptz := gate.now(); c int;
begin
  perform set_config('seloste.settle', '', true);
  perform gate.must_keep(l, people);
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u
    order by s.subject_id for update of s;
  insert into register.former as f (subject_id, id, batch, what, tbl, was, became, until)
  select r.subject_id, r.id, w.batch, 3, 0, jsonb_build_object('active_at', r.active_at), max(least(u.a, n))::text, w.until
    from unnest(people, ids, active) u (p, i, a) join register.relation r on (r.subject_id, r.id) = (u.p, u.i)
    join gate.import_run w on w.batch = which where r.active_at < least(u.a, n) and r.batch is distinct from which
   group by r.subject_id, r.id, w.batch, w.until
  on conflict (subject_id, batch, what, id) do update set became = excluded.became;
  update register.relation r set active_at = least(u.a, n) from unnest(people, ids, active) u (p, i, a)
   where (r.subject_id, r.id) = (u.p, u.i) and r.active_at < least(u.a, n);
  get diagnostics c = row_count;
  perform gate.write_line(l, 'relation', people, null, null, jsonb_build_object('renewed', c));
  return c;
end $$;

-- Relations that end, for their own source tells that these people have left.
create function gate.leave_relations(which uuid, people uuid[], ids uuid[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); n timestamptz := gate.now();
begin
  perform gate.must_keep(l, people);
  insert into register.former (subject_id, id, batch, what, tbl, was, became, until)
  select r.subject_id, r.id, w.batch, 4, 0, jsonb_build_object('ended', r.ended), greatest(n, r.started)::text, w.until
    from unnest(people, ids) u (p, i) join register.relation r on (r.subject_id, r.id) = (u.p, u.i)
    join gate.import_run w on w.batch = which where (r.ended is null or r.ended > n) and r.batch is distinct from which
  on conflict do nothing;
  return gate.end_relations(people, ids);
end $$;

-- A refusal by somebody who is not in the register and may not come in: it is kept all the same (spine 25).
create function gate.suppress(hashes uuid[], scopes smallint[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_intake(); n timestamptz := gate.now(); c int;
begin
  if exists (select from unnest(scopes) s where s is null or s = 0 or not exists (select from gate.scope x where x.scope = s)) then
    raise exception 'a refusal of an address stands against a channel' using errcode = 'SL018';
  end if;
  insert into protection.suppression (hash, scope, since) select h, s, n from unnest(hashes, scopes) u (h, s) on conflict do nothing;
  get diagnostics c = row_count;
  perform gate.write_line(l, 'suppress', null, null, null, jsonb_build_object('hashes', c));
  return c;
end $$;

-- Which of these calls are here, so that a log that is given again brings each once. Ids alone, in their order.
create function gate.calls_held(people uuid[], ids uuid[]) returns table (ord bigint)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform gate.must_intake();
  if array_length(ids, 1) > 5000 then raise exception 'too many calls at once' using errcode = 'SL011'; end if;
  return query
  select u.o from unnest(people, ids) with ordinality u (p, i, o) join register.call c on (c.subject_id, c.id) = (u.p, u.i);
end $$;
