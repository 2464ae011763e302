-- The doors for people and facts. Each demands a use entered, a keep line that names its people, and
-- a source that the notice lets bring this in; each settles once, after the last fact (spine 17).

-- The keep line of this use: names whose keys are used for writing. For a known person it is committed
-- first, so that their key can be had (gate.keep_keys); for a new one it stands with the rows.
create function gate.keep(people uuid[]) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); i bigint;
begin
  if cardinality(people) > 1000 then raise exception 'a keep line names 1,000 people at most' using errcode = 'SL011'; end if;
  -- whoever writes waits for a publication before holding anything that it needs
  perform pg_advisory_xact_lock_shared(7101);
  i := gate.write_line(l, 'keep', people, null, null, null);
  perform set_config('seloste.keep', i::text, false);
  return i;
end $$;

-- Raises unless these people stand in a keep line of this ticket, written now or within a minute.
create function gate.must_keep(l ledger.line, people uuid[]) returns void
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare t text := current_setting('seloste.keep', true); k ledger.line;
begin
  if coalesce(t, '') ~ '^[0-9]{1,18}$' then
    select * into k from ledger.line x where x.id = t::bigint and x.verb = 'keep' and x.ticket = l.ticket and x.use = l.use
      and (x.xid = pg_current_xact_id_if_assigned() or x.at between clock_timestamp() - interval '60 s' and clock_timestamp() + interval '60 s');
  end if;
  if k.id is null then raise exception 'no keep line names these people' using errcode = 'SL012'; end if;
  if exists (select u from unnest(people) u except select v from ledger.named n, unnest(n.subjects) v where n.line = k.id
               and n.bucket in (select distinct ledger.bucket(u) from unnest(people) u)) then
    raise exception 'the keep line does not name everybody' using errcode = 'SL012';
  end if;
end $$;

create function gate.source_number(wanted text) returns smallint
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare n smallint;
begin
  select no into n from gate.source_no where name = wanted;
  if n is null then raise exception 'the notice names no source "%"', left(wanted, 60) using errcode = 'SL013'; end if;
  return n;
end $$;

-- May data of these kinds come in from this source under the use entered? (R5.0a, R6.2a)
-- keeps: category.*.fields, category.*.sources, source.*.fields, source.*.uses by door; off: return
create function gate.must_collect(l ledger.line, source smallint, kinds smallint[]) returns void
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare k smallint;
begin
  for k in select distinct u from unnest(kinds) u loop
    if not exists (select from gate.may_collect c where c.source = must_collect.source and c.kind = k
                     and (c.use = l.use or l.use = 62)) then
      raise exception 'the notice lets nobody collect % from this source under this use',
        coalesce((select category || '.' || field from gate.kind where no = k), 'kind ' || k) using errcode = 'SL014';
    end if;
  end loop;
end $$;

create function gate.must_sorted(people uuid[]) returns void
 language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if people <> array(select u from unnest(people) u order by u) then
    raise exception 'ids must come in order' using errcode = 'SL015';
  end if;
end $$;

-- Wrapped keys come in under the bucket key in force: another generation is refused by name (spine 19).
create function gate.add_keys(people uuid[], fates smallint[], generations int[], wrapped bytea[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare b record; l ledger.line := gate.must_enter(); wide int;
begin
  perform gate.must_keep(l, people);
  perform gate.bucket_generations(people);
  wide := (select bits from protection.bucket_size);
  select k.no, k.generation into b from (select distinct protection.bucket_at(u.p, wide) n, u.g from unnest(people, generations) u (p, g)) x
    left join protection.bucket k on k.no = x.n where k.generation is distinct from x.g limit 1;
  if found then
    raise exception 'bucket % is of generation %', b.no, b.generation
      using errcode = 'SL020', detail = json_build_object('bucket', b.no, 'generation', b.generation)::text;
  end if;
  insert into protection.key (subject_id, fate, generation, wrapped)
  select * from unnest(people, fates, generations, wrapped);
end $$;

-- People first, with their keys and at least one relation each.
create function gate.add_people(people uuid[], key_people uuid[], fates smallint[], generations int[], wrapped bytea[])
 returns int language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n int;
begin
  perform set_config('seloste.settle', '', true);
  perform gate.must_sorted(people);
  insert into register.subject (id) select * from unnest(people);
  get diagnostics n = row_count;
  perform gate.add_keys(key_people, fates, generations, wrapped);
  if exists (select u from unnest(people) u except select k.p from unnest(key_people, fates) k (p, f) where k.f = 0) then
    raise exception 'a person needs an ordinary key' using errcode = 'SL016';
  end if;
  -- whoever comes in has a name or an address, and evidence when there is a key for it: said here, it needs
  -- no change of each standing when those rows come (gate.holds)
  insert into register.standing (subject_id, masks, groups, prohibited, restricted, valid_until, tables)
  select u, '{}', 0, 0, false, 'infinity', 1 << 1 | case when c.p is null then 0 else 1 << 2 end
    from unnest(people) u left join (select distinct k.p from unnest(key_people, fates) k (p, f) where k.f = 2) c on c.p = u;
  perform gate.write_line(l, 'collect', people, null, null, null);
  return n;
end $$;

-- Relations, and beside them grounds with their evidence, and prohibitions: any of the three may be empty.
create type gate.new_relation as (person uuid, id uuid, grp text, organisation uuid, started timestamptz, ended timestamptz, active timestamptz);
create type gate.new_ground as (person uuid, id uuid, basis smallint, use text, row_id uuid, incomplete boolean,
  started timestamptz, ended timestamptz, evidence uuid, form smallint, sealed bytea);
create type gate.new_prohibition as (person uuid, id uuid, scope smallint, use text, row_id uuid, since timestamptz, complained boolean);

create function gate.use_number(wanted text) returns smallint
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare b smallint;
begin
  if wanted is null then return null; end if;
  select bit into b from gate.use_bit where name = wanted and live;
  if b is null then raise exception 'the notice names no use "%"', left(wanted, 60) using errcode = 'SL013'; end if;
  return b;
end $$;

-- keeps: use.*.evidence.opt_in, use.*.evidence.double_opt_in by door; off: g.sealed is null or length(g.sealed) < 29 => false
-- keeps: use.*.evidence.double_opt_in by door; off: least(g.ended, n + interval '12 months') => g.ended
create function gate.add_facts(source text, batch uuid, relations gate.new_relation[], grounds gate.new_ground[],
    prohibitions gate.new_prohibition[])
 returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); src smallint := gate.source_number(source); n timestamptz := gate.now();
  v int; who uuid[]; evidence_kind smallint := (select no from gate.kind where category = 'consent' and field = 'evidence');
begin
  perform set_config('seloste.settle', '', true);
  perform pg_advisory_xact_lock_shared(7101);           -- first, as everywhere: a publication locks standings under it
  v := (select policy from gate.state);
  who := array(select distinct p from (select person p from unnest(relations) union all select person from unnest(grounds)
                 union all select person from unnest(prohibitions)) x order by p);
  perform gate.plan_for(cardinality(who));
  perform gate.must_keep(l, who);
  if exists (select from unnest(grounds) g where g.sealed is null or length(g.sealed) < 29) then
    raise exception 'a ground needs its evidence' using errcode = 'SL017';
  end if;
  if array_length(grounds, 1) > 0 then perform gate.must_collect(l, src, array[evidence_kind]); end if;
  -- a ground opens its own use: whoever brings it in holds that use too, and the notice lets this source
  -- bring evidence for it (rights alone may write down what a person says of any use)
  if l.use <> 62 and exists (
       select from (select distinct g.use from unnest(grounds) g where g.use is not null) g
        where gate.use_number(g.use) <> l.use and not (gate.may_act(l.actor, g.use) and exists (select from gate.may_collect c
                where c.source = src and c.kind = evidence_kind and c.use = gate.use_number(g.use)))) then
    raise exception 'a ground comes in under its own use or under rights' using errcode = 'SL018';
  end if;
  -- one of no single use opens all that rest on its basis: it comes in under one of them
  if l.use <> 62 and exists (select from unnest(grounds) g where g.use is null and not exists (
       select from gate.rule r where r.use = l.use and r.basis = g.basis)) then
    raise exception 'a ground of no single use comes in under a use that rests on it, or under rights' using errcode = 'SL018';
  end if;
  -- a relation opens what rests on legitimate interest: it needs a source that brings something in under this use
  if array_length(relations, 1) > 0 and l.use <> 62 and not exists (
       select from gate.may_collect c where c.source = src and c.use = l.use) then
    raise exception 'the notice lets nobody collect from this source under this use' using errcode = 'SL014';
  end if;
  if exists (select from unnest(grounds) g left join gate.source_no s on s.no = src where g.basis = 5 and not s.own) then
    raise exception 'the exception for existing customers needs an address from the person (M3, M4)' using errcode = 'SL017';
  end if;
  if exists (select from unnest(relations) r where r.grp = 'applicant'
              and not exists (select from gate.source_no s where s.no = src and s.own)
              and not exists (select from unnest(grounds) g where g.person = r.person and g.basis = 1)) then
    raise exception 'an applicant comes from the applicant, or on their consent (759/2004 § 4)' using errcode = 'SL017';
  end if;
  perform gate.must_fit_rows(grounds, src);
  perform 1 from register.standing s join unnest(who) u on s.subject_id = u order by s.subject_id for update of s;
  perform set_config('seloste.settle', 'later', true);
  insert into register.relation (subject_id, id, grp, organisation_id, source, batch, notice, started, ended, active_at)
  select r.person, r.id, g.no, r.organisation, src, add_facts.batch, v, least(coalesce(r.started, r.ended, n), coalesce(r.ended, 'infinity')),
         r.ended, least(coalesce(r.active, r.started, n), n)
    from unnest(relations) r left join gate.group_no g on g.name = r.grp;
  insert into register.ground (subject_id, id, basis, use, row_id, evidence_id, incomplete, source, batch, notice, started, ended)
  select g.person, g.id, g.basis, u.no, g.row_id, g.evidence, g.incomplete, src, add_facts.batch, v,
         coalesce(g.started, n), case when g.incomplete then least(g.ended, n + interval '12 months') else g.ended end
    from unnest(grounds) g left join (select x.use, gate.use_number(x.use) no from (select distinct w.use from unnest(grounds) w) x) u on u.use = g.use;
  insert into register.prohibition (subject_id, id, scope, use, row_id, source, batch, notice, since, since_known, complained)
  select p.person, p.id, p.scope, gate.use_number(p.use), p.row_id, src, add_facts.batch, v, coalesce(p.since, n), p.since is not null, p.complained
    from unnest(prohibitions) p;
  perform set_config('seloste.settle', '', true);
  perform gate.settle(who);
  perform gate.put_evidence(source, add_facts.batch, evidence_kind, grounds);
  if array_length(grounds, 1) > 0 then
    perform gate.write_line(l, 'ground', array(select g.person from unnest(grounds) g), null, null,
      jsonb_build_object('bases', (select jsonb_agg(distinct g.basis) from unnest(grounds) g)));
  end if;
  if array_length(prohibitions, 1) > 0 then
    perform gate.write_line(l, 'prohibit', array(select p.person from unnest(prohibitions) p), null, null, null);
  end if;
end $$;

-- M3, M4, M10, M14: a ground for one address must fit the address it names, where that stands already;
-- the door of the rows asks the same of rows that come after their ground.
-- keeps: source.*.own.* by door; off: (g.basis = 5 and not s.own) => false
create function gate.must_fit_rows(grounds gate.new_ground[], src smallint) returns void
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from unnest(grounds) g join register.contact c on (c.subject_id, c.id) = (g.person, g.row_id)
              left join gate.source_no s on s.no = c.source
              where (g.basis = 5 and not s.own) or (g.basis = 6 and c.label <> 1)) then
    raise exception 'this address does not fit the ground: a work address for a task, an own one for a sale' using errcode = 'SL017';
  end if;
end $$;

-- Withdrawing and ending: under 'rights', or under the ground's own use (spine 17).
-- keeps: use.*.ends_with.withdrawal, use.*.withdraw.contact, right.withdraw by door; off: return 0
create function gate.end_grounds(people uuid[], ids uuid[], why text) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now(); c int;
begin
  perform set_config('seloste.settle', '', true);
  if why not in ('withdrawn', 'ended', 'objected') then raise exception 'unknown reason' using errcode = 'SL018'; end if;
  if exists (select from register.ground g join unnest(people, ids) u (p, i) on (g.subject_id, g.id) = (u.p, u.i)
              where l.use <> 62 and g.use is distinct from l.use) then
    raise exception 'a ground is ended under its own use or under rights' using errcode = 'SL018';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform gate.plan_for(coalesce(cardinality(people), 0));
  perform 1 from register.standing s where s.subject_id = any (people) order by s.subject_id for update;
  update register.evidence e set ended = least(coalesce(e.ended, n), n)
    from register.ground g join unnest(people, ids) u (p, i) on (g.subject_id, g.id) = (u.p, u.i)
   where (e.subject_id, e.id) = (g.subject_id, g.evidence_id);
  update register.ground g set ended = greatest(least(coalesce(g.ended, n), n), g.started), ended_why = why
    from unnest(people, ids) u (p, i) where (g.subject_id, g.id) = (u.p, u.i) and (g.ended is null or g.ended > n);
  get diagnostics c = row_count;
  if c > 0 then perform gate.write_line(l, 'withdraw', people, null, null, jsonb_build_object('why', why)); end if;
  perform gate.go_with_consent(array(select distinct u.p from unnest(people, ids) u (p, i)
    join register.ground g on (g.subject_id, g.id) = (u.p, u.i) where g.basis = 1));
  return c;
end $$;

create function gate.end_relations(people uuid[], ids uuid[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now(); c int;
begin
  perform set_config('seloste.settle', '', true);
  if l.use <> 62 and (l.use = 61 or exists (select from unnest(people) u where not exists (
       select from register.standing s, unnest(s.masks) m where s.subject_id = u and m & l.mask <> 0))) then
    raise exception 'a relation is ended under a use that reaches the person, or under rights' using errcode = 'SL018';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u order by s.subject_id for update of s;
  update register.relation r set ended = greatest(n, r.started) from unnest(people, ids) u (p, i)
   where (r.subject_id, r.id) = (u.p, u.i) and (r.ended is null or r.ended > n);
  get diagnostics c = row_count;
  perform gate.write_line(l, 'relation', people, null, null, null);
  return c;
end $$;

-- Restriction (GDPR 18): stored, and nothing else, until it is lifted.
create function gate.restrict(people uuid[], ids uuid[], why text) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now();
begin
  perform set_config('seloste.settle', '', true);
  if l.use <> 62 then raise exception 'restriction is a right: enter rights' using errcode = 'SL018'; end if;
  if why not in ('accuracy', 'unlawful', 'claims', 'objection') then raise exception 'a ground of Article 18(1)' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u order by s.subject_id for update of s;
  insert into register.restriction (subject_id, id, reason, since) select u.p, u.i, why, n from unnest(people, ids) u (p, i);
  perform gate.write_line(l, 'restrict', people, null, null, jsonb_build_object('why', why));
end $$;

create function gate.lift_restriction(people uuid[], ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now();
begin
  perform set_config('seloste.settle', '', true);
  if l.use <> 62 then raise exception 'restriction is a right: enter rights' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u order by s.subject_id for update of s;
  update register.restriction r set until = n from unnest(people, ids) u (p, i) where (r.subject_id, r.id) = (u.p, u.i) and r.until is null;
  perform gate.write_line(l, 'lift', people, null, null, null);
end $$;

-- A prohibition ends only by the person's own word, under rights.
create function gate.end_prohibitions(people uuid[], ids uuid[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now();
begin
  perform set_config('seloste.settle', '', true);
  if l.use <> 62 then raise exception 'a prohibition is lifted under rights' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u order by s.subject_id for update of s;
  update register.prohibition r set until = n from unnest(people, ids) u (p, i) where (r.subject_id, r.id) = (u.p, u.i) and r.until is null;
  perform gate.write_line(l, 'lift', people, null, null, null);
end $$;

create function gate.put_evidence(source text, batch uuid, evidence_kind smallint, grounds gate.new_ground[]) returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare n timestamptz := gate.now();
begin
  if array_length(grounds, 1) is null then return; end if;
  perform gate.add_evidence(array_agg(g.person), array_agg(g.evidence), array_agg(evidence_kind), array_agg(2::smallint), array_agg(g.form),
      array_agg(g.started), array_agg(case when g.incomplete then least(g.ended, n + interval '12 months') else g.ended end), array_agg(g.sealed), source, batch)
    from unnest(grounds) g;
end $$;

-- Rows that come after their ground must fit it as rows that stood before it do (M3, M4, M10, M14).
create function gate.must_suit_grounds(people uuid[], ids uuid[], labels smallint[], src smallint) returns void
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from unnest(people, ids, labels) u (p, i, lab) join register.ground g on (g.subject_id, g.row_id) = (u.p, u.i)
              left join gate.source_no s on s.no = src where (g.basis = 5 and not s.own) or (g.basis = 6 and u.lab <> 1)) then
    raise exception 'this address does not fit the ground: a work address for a task, an own one for a sale' using errcode = 'SL017';
  end if;
end $$;

-- An address that no longer reaches anybody: no channel uses it until the person gives it anew.
create function gate.mark_undeliverable(people uuid[], ids uuid[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); c int;
begin
  perform set_config('seloste.settle', '', true);
  if exists (select from unnest(people, ids) u (p, i)
              where not gate.row_fits(1::smallint, u.p, u.i, l.mask, gate.horizon_of(l.mask)) and gate.row_lives(1::smallint, u.p, u.i)) then
    raise exception 'some of these rows may not be touched for this use' using errcode = 'SL040';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s where s.subject_id = any (people) order by s.subject_id for update;
  update register.contact t set state = 1 from unnest(people, ids) u (p, i) where (t.subject_id, t.id) = (u.p, u.i) and t.state = 0 and t.expires_at > (select gate.now());
  get diagnostics c = row_count;
  perform gate.stamp_contact(people, null);
  perform gate.write_line(l, 'state', people, ids, 1::smallint, jsonb_build_object('state', 'undeliverable'));
  return c;
end $$;

-- Rows that are wrong or superseded (R11.2a): gone from index and table at once.
create function gate.remove_rows(t smallint, people uuid[], ids uuid[]) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); c int;
begin
  if l.use not in (61, 62) and not gate.may_act(l.actor, 'intake') then
    raise exception 'rows are removed under rights, upkeep or by intake' using errcode = 'SL018';
  end if;
  if exists (select from unnest(people, ids) u (p, i) where not gate.row_fits(t, u.p, u.i, l.mask, gate.horizon_of(l.mask)) and gate.row_lives(t, u.p, u.i)) then
    raise exception 'some of these rows may not be touched for this use' using errcode = 'SL040';
  end if;
  perform pg_advisory_xact_lock_shared(7101);
  perform 1 from register.standing s join (select distinct u from unnest(people) u) w on s.subject_id = w.u order by s.subject_id for update of s;
  delete from protection.blind b using unnest(people, ids) u (p, i) where (b.subject_id, b.row_id) = (u.p, u.i);
  delete from protection.name_index b using unnest(people, ids) u (p, i) where (b.subject_id, b.row_id) = (u.p, u.i);
  c := gate.delete_these(t, people, ids);
  perform gate.stamp(array(select distinct u from unnest(people) u), null);
  perform gate.write_line(l, 'remove', people, ids, t, null);
  return c;
end $$;
