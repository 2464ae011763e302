-- What a row's header says of it: which uses may touch it now, until when that is known, when it ends.
-- The doors ask it for rows that come in, gate.stamp for rows that stand: there is no second text.
-- periods: when each row ends, where that is known to be as it was (null: it has no period); without it, derived.
-- keeps: category.*.keep.*, keep.*.period.* by policy; off: case when m.fate = 0 then greatest(m.person_end, late.row_end) else late.row_end end ends => 'infinity'::timestamptz ends
-- keeps: keep.*.only by policy; off: | gate.always() | case when m.fate = 1 => | -1::bigint | case when m.fate = 1
create function gate.marks(people uuid[], ids uuid[], kinds smallint[], fates smallint[], states smallint[],
    obtained timestamptz[], ended timestamptz[], via uuid[], whole boolean, periods timestamptz[] default null)
 returns table (s uuid, r uuid, lawful bigint, visible_until timestamptz, expires_at timestamptz, restricted boolean, ord bigint)
 language plpgsql stable rows 20 security definer set search_path = pg_catalog, pg_temp as $$
declare n timestamptz := gate.now(); z text := (select time_zone from gate.state);
  -- kept rows follow neither grounds nor relations, so facts are read for ordinary ones alone
  who uuid[] := case when 0 = any (fates) then array(select distinct u from unnest(people) u) else '{}' end;
  ending uuid[] := case when periods is null then who else '{}' end;
  others boolean := not whole and 0 = any (fates);   -- contact rows that stand and aren't among those asked about
begin
  return query
  with q as materialized (
    select * from unnest(people, ids, kinds, fates, states, obtained, ended, via, periods)
      with ordinality u (p, i, kind, fate, state, got, over, rel, period, o)),
  f as materialized (select * from gate.row_facts(who)),
  e as materialized (select * from gate.ends(ending, array(select c.class from gate.keep_class c where c.kind = any (kinds)))),
  er as materialized (select x.* from gate.relation_ends(people, via) x where ending <> '{}' and array_remove(via, null) <> '{}'),
  m as materialized (
    select q.*, coalesce(t.masks[mc.class], 0) base, t.groups, t.prohibited, t.restricted hold, t.valid_until known, f.held,
           coalesce(f.prohibited, 0) against, c.class, case when periods is not null then q.period when q.rel is null then e.at_ else er.at_ end person_end
      from q join register.standing t on t.subject_id = q.p
      left join f on (f.s, f.r) = (q.p, q.i)
      left join gate.mask_class mc on mc.kind = q.kind
      left join gate.keep_class c on c.kind = q.kind
      left join e on (e.s, e.class) = (q.p, c.class)
      left join er on (er.s, er.relation, er.class) = (q.p, q.rel, c.class)),
  own as materialized (      -- one reading of the rules for each pattern of a row's own grounds
    select d.kind, d.held, d.groups, gate.reach(d.kind, d.held, d.held, d.groups, n, true) reach
      from (select distinct m.kind, m.held, m.groups from m where m.held is not null and m.fate = 0) d),
  through as materialized (select a.kind, bit_or(1::bigint << a.use) uses from gate.channel a group by 1),
  late as materialized (     -- periods that run from the row itself
    select m.o, max(case k.event when 3 then gate.period_end(m.got, k.months, k.days, z)
                      when 5 then gate.period_end(gate.year_end(coalesce(m.over, m.got), z), k.months, k.days, z)
                      else gate.period_end(coalesce(m.over, 'infinity'), k.months, k.days, z) end) row_end
      from m join gate.keep k on periods is null and k.class = m.class and k.fate = m.fate and (k.event in (3, 5) or k.fate > 0) group by 1),
  done as materialized (
    select m.p, m.i, m.kind, m.hold, m.o, m.known, m.fate,
           case m.fate
             when 0 then ((m.base | case when m.hold then 0 else coalesce(own.reach, 0) & ~m.prohibited end)
                & ~m.against & ~case when m.state = 1 then coalesce(through.uses, 0) else 0 end) | gate.always()
             else (1::bigint << 60) | gate.always() | case when m.fate = 1 then
                coalesce((select bit_or(1::bigint << k.only_use) from gate.keep k where k.class = m.class and k.fate = 1), 0) else 0 end
           end law,
           case when m.fate = 0 then greatest(m.person_end, late.row_end) else late.row_end end ends
      from m left join own using (kind, held, groups) left join through using (kind) left join late using (o)),
  fin as materialized (
    select d.*, case when d.ends is null then '-infinity' when d.fate = 0 then least(d.known, d.ends) else d.ends end vis from done d),
  -- a channel reaches a person through an address: without one that it may use, their other rows serve
  -- it no purpose. whole: all contact rows of these people are among the rows asked about.
  through_person as materialized (
    select x.p, bit_or(x.law & t.uses) uses from (
      select fin.p, fin.kind, fin.law from fin where fin.fate = 0 and fin.vis > n
      union all
      select c.subject_id, c.kind, c.lawful from unnest(who) w (u) cross join lateral (
        select * from register.contact a where a.subject_id = w.u and a.fate = 0 and a.visible_until > n offset 0) c
       where others) x
      join through t on t.kind = x.kind group by 1)
  select f.p, f.i, case when f.fate > 0 then f.law
           else f.law & ~(every.uses & ~coalesce(t.uses, 0) & ~coalesce(tp.uses, 0)) end,
         f.vis, coalesce(f.ends, 'infinity'), f.hold, f.o
    from fin f cross join (select coalesce(bit_or(through.uses), 0) uses from through) every
    left join through t on t.kind = f.kind left join through_person tp on tp.p = f.p;
end $$;
