-- The one rule text in SQL: interprets gate.rule for people's facts. Its twin is seloste/gate/decide.py.

create type gate.derived_row as (subject_id uuid, masks bigint[], groups bigint, prohibited bigint,
  restricted boolean, valid_until timestamptz);

-- Bits that every row carries: 'rights' and 'upkeep' may always touch it (spine 8).
create function gate.always() returns bigint language sql immutable parallel safe
  return (1::bigint << 61) | (1::bigint << 62);

-- Which uses a profile of bases opens for a kind. held[b], whole[b]: the uses for which basis b is
-- held by the person at all, and by the person as a whole (not for one address alone). held[4], where interest
-- would stand, which nobody holds: the uses whose consent was withdrawn. No interest takes its place (R4.2d).
-- keeps: purpose.*.basis.*, purpose.*.data, purpose.*.balance.review by policy; off: return -1::bigint
create function gate.reach(k smallint, held bigint[], whole bigint[], live bigint, moment timestamptz, addressed_only boolean)
 returns bigint language sql stable parallel safe as $$
  select coalesce(bit_or(1::bigint << r.use), 0) from gate.rule r
   where r.kind = k and (r.until is null or r.until > moment) and (r.groups = 0 or r.groups & live <> 0)
     and (r.addressed or not addressed_only)
     and case when r.basis = 4 then live <> 0 and not addressed_only and coalesce(held[4] >> r.use & 1, 0) = 0
         else ((case when r.addressed then whole else held end)[r.basis] >> r.use) & 1 = 1 end
$$;

-- keeps: use.*.ends_with.objection, right.object, right.object.marketing, purpose.*.marketing.true by policy; off: ~d.prohibited => ~0::bigint
-- keeps: right.restrict by policy; off: d.restricted then 0 => false then 0
create function gate.derived(ids uuid[]) returns setof gate.derived_row
 language plpgsql stable rows 20 security definer set search_path = pg_catalog, pg_temp as $$
declare n timestamptz := gate.now(); samples smallint[] := array(select min(c.sample) from gate.mask_class c group by c.class order by c.class);
  next_rule timestamptz := (select min(r.until) from gate.rule r where r.until > n);
begin
  return query
  with who as materialized (select distinct u as s from unnest(ids) u),
  rel as (
    select r.subject_id s,
           bit_or(case when r.started <= n and (r.ended is null or r.ended > n) then 1::bigint << r.grp else 0 end) live,
           min(least(case when r.started > n then r.started end, case when r.ended > n then r.ended end)) nxt
      from who join register.relation r on r.subject_id = who.s group by 1),
  gro as (
    select g.subject_id s,
           array[bit_or(m) filter (where basis = 1), bit_or(m) filter (where basis = 2), bit_or(m) filter (where basis = 3),
                 bit_or(gone), bit_or(m) filter (where basis = 5) & ~coalesce(bit_or(gone), 0),
                 bit_or(m) filter (where basis = 6) & ~coalesce(bit_or(gone), 0)] held,
           array[bit_or(m) filter (where basis = 1 and row_id is null), bit_or(m) filter (where basis = 2 and row_id is null),
                 bit_or(m) filter (where basis = 3 and row_id is null), 0, 0, 0] whole,
           min(least(case when g.started > n then g.started end, case when g.ended > n then g.ended end)) nxt
      from who join register.ground g on g.subject_id = who.s
      cross join lateral (select case when g.started <= n and (g.ended is null or g.ended > n)
                            then case when g.use is null then -1 else 1::bigint << g.use end else 0 end,
                       case when g.basis = 1 and g.ended_why = 'withdrawn' and g.ended <= n then 1::bigint << g.use end) l(m, gone)
     group by 1),
  pro as (
    select p.subject_id s,
           bit_or(case when p.row_id is null and p.since <= n and (p.until is null or p.until > n)
                    then coalesce(1::bigint << p.use, c.mask, 0) else 0 end) mask,
           min(least(case when p.since > n then p.since end, case when p.until > n then p.until end)) nxt
      from who join register.prohibition p on p.subject_id = who.s left join gate.scope c on c.scope = p.scope group by 1),
  res as (
    select x.subject_id s, bool_or(x.since <= n and (x.until is null or x.until > n)) live,
           min(least(case when x.since > n then x.since end, case when x.until > n then x.until end)) nxt
      from who join register.restriction x on x.subject_id = who.s group by 1),
  profile as materialized (
    select who.s, coalesce(rel.live, 0) live, coalesce(gro.held, '{}') held, coalesce(gro.whole, '{}') whole,
           coalesce(pro.mask, 0) prohibited, coalesce(res.live, false) restricted,
           coalesce(least(rel.nxt, gro.nxt, pro.nxt, res.nxt, next_rule), 'infinity') nxt
      from who left join rel using (s) left join gro using (s) left join pro using (s) left join res using (s)),
  -- few people differ in the pattern of what they hold, so rules are read once a pattern
  reached as materialized (
    select d.*, array(
        select case when d.restricted then 0
            else gate.reach(k.sample, d.held, d.whole, d.live, n, false) & ~d.prohibited end | gate.always()
          from unnest(samples) with ordinality k (sample, class) order by k.class) masks
      from (select distinct p.live, p.held, p.whole, p.prohibited, p.restricted from profile p) d)
  select p.s, d.masks, p.live, p.prohibited, p.restricted, p.nxt
    from profile p join reached d using (live, held, whole, prohibited, restricted);
end $$;

-- When the periods of the notice let people's data go: the longest that applies to each of these classes of kinds.
-- Their relations are read once: a subquery for each rule would read everybody's.
create function gate.ends(ids uuid[], classes smallint[]) returns table (s uuid, class smallint, at_ timestamptz)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare z text := (select time_zone from gate.state);
begin
  return query
  with who as materialized (select distinct u as p from unnest(ids) u),
  k as materialized (select * from gate.keep x where x.fate = 0 and x.class = any (classes)),
  rel as materialized (
    select who.p, r.grp, r.ended, r.active_at from who join register.relation r on r.subject_id = who.p)
  select x.p, x.c, max(x.e) from (
    select rel.p, k.class c, case when k.event = 2 then gate.period_end(rel.active_at, k.months, k.days, z)
             when rel.ended is null then 'infinity' else gate.period_end(rel.ended, k.months, k.days, z) end e
      from rel join k on k.event in (1, 2) and (k.grp is null or k.grp = rel.grp)
    union all
    select who.p, k.class, case when g.ended is null then 'infinity' else gate.period_end(g.ended, k.months, k.days, z) end
      from who join register.ground g on g.subject_id = who.p
      join k on k.event = 4 and (k.grp is null or (who.p, k.grp) in (select rel.p, rel.grp from rel))) x
   group by 1, 2;
end $$;

-- The same for rows that belong to one relation: they end with that one (R5.2a).
create function gate.relation_ends(ids uuid[], relations uuid[]) returns table (s uuid, relation uuid, class smallint, at_ timestamptz)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare z text := (select time_zone from gate.state);
begin
  return query
  select r.subject_id, r.id, k.class, max(case when k.event = 2 then gate.period_end(r.active_at, k.months, k.days, z)
           when r.ended is null then 'infinity' else gate.period_end(r.ended, k.months, k.days, z) end)
    from (select distinct p, v from unnest(ids, relations) u (p, v) where v is not null) w
    join register.relation r on (r.subject_id, r.id) = (w.p, w.v)
    join gate.keep k on k.event in (1, 2) and k.fate = 0 and (k.grp is null or k.grp = r.grp) group by 1, 2, 3;
end $$;

-- The uses for which somebody has withdrawn a consent: whatever looks like one's own interest stays shut (R4.2d).
create function gate.withdrawn(person uuid, moment timestamptz) returns bigint
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce(bit_or(1::bigint << g.use), 0) from register.ground g
   where g.subject_id = person and g.basis = 1 and g.ended_why = 'withdrawn' and g.ended <= moment
$$;

-- What stands for and against single rows: consent for this address, a refused number (spine 12).
create function gate.row_facts(ids uuid[]) returns table (s uuid, r uuid, held bigint[], prohibited bigint)
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare n timestamptz := gate.now();
begin
  return query
  with who as materialized (select distinct u as p from unnest(ids) u),
  g as (
    select g.subject_id p, g.row_id q,
           array[bit_or(m) filter (where basis = 1), bit_or(m) filter (where basis = 2), bit_or(m) filter (where basis = 3), 0,
                 bit_or(m & ~gate.withdrawn(g.subject_id, n)) filter (where basis = 5),
                 bit_or(m & ~gate.withdrawn(g.subject_id, n)) filter (where basis = 6)] held
      from who join register.ground g on g.subject_id = who.p and g.row_id is not null
        and g.started <= n and (g.ended is null or g.ended > n)
      cross join lateral (select case when g.use is null then -1 else 1::bigint << g.use end) l(m) group by 1, 2),
  x as (
    select x.subject_id p, x.row_id q, bit_or(coalesce(1::bigint << x.use, c.mask, 0)) mask
      from who join register.prohibition x on x.subject_id = who.p and x.row_id is not null
        and x.since <= n and (x.until is null or x.until > n) left join gate.scope c on c.scope = x.scope group by 1, 2)
  select coalesce(g.p, x.p), coalesce(g.q, x.q), coalesce(g.held, '{}'), coalesce(x.mask, 0)
    from g full join x on (g.p, g.q) = (x.p, x.q);
end $$;

-- Planning what follows costs more than running it for a few people, so those few run on plans made once a
-- session. For many, a plan that knows the number is worth its making, and memory for the batch; compiling
-- is not. A batch's pages are in memory or near it: a thousand people are looked up by their ids, however few
-- others there are to read instead. Lasts until the transaction ends.
create function gate.plan_for(n int) returns void
 language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform set_config('plan_cache_mode', case when n <= 50 then 'force_generic_plan' else 'auto' end, true),
          set_config('random_page_cost', case when n <= 1000 then '1.1' else '4' end, true),
          set_config('jit', 'off', true), set_config('work_mem', case when n <= 1000 then '4MB' else '64MB' end, true);
end $$;

-- The standing of these people and the masks of their rows, derived anew and written where they differ.
-- same_rows: nothing that rows depend on has changed but perhaps the standing (gate.row_terms).
create function gate.settle(ids uuid[], publication int default null, same_rows boolean default false) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed uuid[];
begin
  perform pg_advisory_xact_lock_shared(7101);           -- a publication waits, or is waited for
  perform gate.plan_for(coalesce(cardinality(ids), 0));
  if publication is null then   -- a publication has them all: whoever writes a standing shares the lock above
    perform 1 from (select distinct u from unnest(ids) u) w join register.standing s on s.subject_id = w.u
      order by s.subject_id for update of s;
  end if;
  with written as (
    update register.standing s set masks = d.masks, groups = d.groups, prohibited = d.prohibited, restricted = d.restricted,
           valid_until = d.valid_until
      from gate.derived(ids) d where s.subject_id = d.subject_id
       and (s.masks, s.groups, s.prohibited, s.restricted, s.valid_until)
        is distinct from (d.masks, d.groups, d.prohibited, d.restricted, d.valid_until)
    returning s.subject_id)
  select array_agg(w.subject_id) into changed from written w;
  return gate.stamp(case when same_rows then changed else ids end, publication, same_rows);
end $$;

-- What must hold at once and was dated by a clock that was ahead holds from now on: refusals, restrictions, withdrawals.
-- Of how many people.
create function gate.no_later_than_now(most int) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now(); who uuid[];
begin
  if l.use <> 61 then raise exception 'dates are put right by upkeep' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock_shared(7101);
  who := array(select distinct x.s from (
    select p.subject_id s from register.prohibition p where p.since > n
    union all select r.subject_id from register.restriction r where r.since > n
    union all select g.subject_id from register.ground g where g.ended_why = 'withdrawn' and g.ended > n) x limit least(most, 1000));
  if who = '{}' then return 0; end if;
  perform 1 from register.standing s where s.subject_id = any (who) order by s.subject_id for update;
  perform set_config('seloste.settle', 'later', true);
  update register.prohibition p set since = n where p.subject_id = any (who) and p.since > n;
  update register.restriction r set since = n where r.subject_id = any (who) and r.since > n;
  update register.ground g set ended = n where g.subject_id = any (who) and g.ended_why = 'withdrawn' and g.ended > n;
  perform set_config('seloste.settle', '', true);
  perform gate.settle(who);
  return cardinality(who);
end $$;

-- A clock went back: whatever was derived by it is due to be derived anew.
create function gate.all_due_to_settle() returns void
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.must_enter(); n timestamptz := gate.now();
begin
  if l.use <> 61 then raise exception 'that is upkeep' using errcode = 'SL018'; end if;
  perform pg_advisory_xact_lock_shared(7101);
  update register.standing s set valid_until = n where s.valid_until > n;
end $$;

-- Past visible_until a row is hidden until somebody has derived it anew: this is the job (spine 13).
create function gate.settle_due(most int) returns int
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare due uuid[]; lapsed uuid[]; n timestamptz := gate.now();
begin
  due := array(select subject_id from register.standing where valid_until <= n order by valid_until limit least(most, 10000));
  lapsed := array(select distinct g.subject_id from unnest(due) u join register.standing s on s.subject_id = u
    join register.ground g on g.subject_id = u where g.basis = 1 and g.ended between s.valid_until and n);
  perform gate.settle(due);
  if cardinality(lapsed) > 0 then perform gate.go_with_consent(lapsed); end if;
  return coalesce(array_length(due, 1), 0);
end $$;
