-- Who acts: actors, their tickets (hashed) and their grants (spine 6).

create table gate.actor (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  role text not null default 'staff',
  created_at timestamptz not null default clock_timestamp()
);
create table gate.ticket (
  hash bytea primary key check (length(hash) = 32),
  actor uuid not null references gate.actor,
  issued_at timestamptz not null default clock_timestamp(),
  until timestamptz not null,
  once boolean not null default false            -- a ticket that is exchanged for another at its first use
);
-- right_to: the name of a use, '*' for every use that a notice names (rights, upkeep and legal it names not), or one of publish, sort, intake,
-- notice (the privacy contact's), grant
create table gate.granted (
  actor uuid not null references gate.actor, right_to text not null, until timestamptz not null,
  given_at timestamptz not null default clock_timestamp(), given_by uuid,
  primary key (actor, right_to)
);

create table ledger.line (
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  verb text not null, actor uuid, ticket bytea, use smallint, mask bigint, reason text, policy int,
  tbl smallint, people int not null default 0, ids_hash bytea, cause bigint, detail jsonb,
  salt bytea not null default (decode(replace(gen_random_uuid()::text, '-', ''), 'hex'))
);
create index line_xid on ledger.line (xid);
create index line_verb on ledger.line (verb, id) where verb in ('erase', 'publish', 'rotate', 'index');
-- Whether anything has changed since a list was counted.
create index line_change on ledger.line (id) where verb in
  ('collect', 'confirm', 'erased', 'ground', 'lift', 'prohibit', 'publish', 'relation', 'remove', 'restrict', 'state', 'sweep', 'withdraw');
-- Whom a line names, by 64 id buckets, so that "who looked at this person" takes milliseconds.
create table ledger.named (
  bucket smallint not null, line bigint not null, subjects uuid[] not null, rows uuid[],
  primary key (bucket, line)
);
alter table ledger.named alter subjects set storage external, alter rows set storage external;

create function ledger.bucket(person uuid) returns smallint
 language sql immutable parallel safe return (get_byte(uuid_send(person), 0) >> 2)::smallint;

-- The holder of a ticket that still runs; null for anybody else.
create function gate.holder(held bytea) returns uuid
 language sql stable security definer set search_path = pg_catalog, pg_temp as
 $$ select t.actor from gate.ticket t
     where t.hash = sha256(held) and t.until > clock_timestamp() + (select drift from gate.clock) and not t.once $$;

-- keeps: measure.looks, measure.access, measure.grants by door; off: return true
create function gate.may_act(who uuid, wanted text) returns boolean
 language sql stable security definer set search_path = pg_catalog, pg_temp as
 $$ select exists (select from gate.granted g where g.actor = who
     and (g.right_to = wanted or (g.right_to = '*' and exists (select from gate.use_bit u where u.name = wanted and u.live and u.bit < 60)))
     and g.until > clock_timestamp() + (select drift from gate.clock)) $$;

-- This transaction's line of use, if it has one.
-- A plan is made once a session, perhaps while the ledger is so short that reading it whole is quickest; it grows
-- under the plan. So lines are found by their index from the first (entered, enter, mask, line_to_open); and a plan that
-- avoids reading whole tables looks dear to PostgreSQL before 18, which would compile it each time: jit is off.
create function gate.entered() returns ledger.line
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
declare t text := current_setting('seloste.line', true); l ledger.line;
begin
  if coalesce(t, '') !~ '^[0-9]{1,18}$' then return null; end if;
  select * into l from ledger.line x
   where x.id = t::bigint and x.xid = pg_current_xact_id_if_assigned() and x.verb = 'enter';
  return l;
end $$;

create function gate.must_enter() returns ledger.line
 language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare l ledger.line := gate.entered();
begin
  if l.id is null then
    raise exception 'no use entered: call gate.enter first' using errcode = 'SL001';
  end if;
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the doors need READ COMMITTED' using errcode = 'SL002';
  end if;
  return l;
end $$;

-- One line of an act under the use entered. Names people by bucket; rows go beside them.
create function gate.write_line(l ledger.line, what text, persons uuid[], row_ids uuid[], t smallint, more jsonb)
 returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i bigint;
begin
  insert into ledger.line (verb, actor, ticket, use, mask, reason, policy, tbl, people, ids_hash, cause, detail)
  select what, l.actor, l.ticket, l.use, l.mask, l.reason, l.policy, t,
         count(distinct p), sha256(string_agg(distinct uuid_send(p), ''::bytea order by uuid_send(p))), l.id, more
    from unnest(persons) p
  returning id into i;
  insert into ledger.named (bucket, line, subjects, rows)
  select ledger.bucket(u.s), i, array_agg(u.s order by u.s, u.r), array_agg(u.r order by u.s, u.r)
    from unnest(persons, row_ids) u (s, r) where u.s is not null group by 1;
  return i;
end $$;

create function gate.enter(wanted text, held bytea, why text) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
declare who uuid := gate.holder(held); i bigint; b smallint; refused text; v int; few int;
begin
  if exists (select from ledger.line where xid = pg_current_xact_id() and verb = 'enter') then
    raise exception 'a use is outermost: this transaction has entered one' using errcode = 'SL003';
  end if;
  if wanted is distinct from 'upkeep' and not exists (select from gate.whole) then
    raise exception 'the register is being restored' using errcode = 'SL060';
  end if;
  perform set_config('seloste.line', '', true), set_config('seloste.settle', '', true);
  select u.bit, s.policy, u.least into b, v, few from gate.state s left join gate.use_bit u on u.name = wanted and u.live;
  refused := case when who is null then 'no_ticket' when why !~ '^[a-z_]{1,40}$' or why is null then 'bad_reason'
    when b is null then 'undeclared_use' when v is null and wanted <> 'upkeep' then 'nothing_published'
    when not gate.may_act(who, wanted) then 'no_grant' end;
  insert into ledger.line (verb, actor, ticket, use, mask, reason, policy, detail)
  values (case when refused is null then 'enter' else 'refuse' end, who, sha256(held), b,
    case when few is null then 1::bigint << b else 0 end,   -- no row fits a use that only counts (R4.1c)
    case when why ~ '^[a-z_]{1,40}$' then why end, v,
    case when refused is not null then jsonb_build_object('code', refused) end) returning id into i;
  if refused is not null then return null; end if;
  perform set_config('seloste.line', i::text, true);
  return i;
end $$;

-- The mask of the use entered in this very transaction; 0 for everybody else (spine 7).
create function gate.mask() returns bigint
 language plpgsql stable security definer parallel restricted set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
declare t text := current_setting('seloste.line', true); m bigint;
begin
  if coalesce(t, '') !~ '^[0-9]{1,18}$' then return 0; end if;
  select l.mask into m from ledger.line l
   where l.id = t::bigint and l.xid = pg_current_xact_id_if_assigned() and l.verb = 'enter';
  return coalesce(m, 0);
end $$;

-- From when on a row must be visible: now, but 'rights' and 'upkeep' see rows past their end (spine 8).
create function gate.horizon_of(m bigint) returns timestamptz
 language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp as
 $$ select case when m & ((1::bigint << 61) | (1::bigint << 62)) <> 0 then '-infinity' else gate.now() end $$;
create function gate.horizon() returns timestamptz
 language sql stable security definer parallel restricted set search_path = pg_catalog, pg_temp as
 $$ select gate.horizon_of(gate.mask()) $$;

-- The same for whatever names or hands out content: by the clock that runs on, for statement_timestamp() stands
-- still inside a DO block or a message of several statements, and a client chooses how long that lasts.
create function gate.instant_of(m bigint) returns timestamptz
 language sql volatile security definer parallel restricted set search_path = pg_catalog, pg_temp as
 $$ select case when m & ((1::bigint << 61) | (1::bigint << 62)) <> 0 then '-infinity'
      else clock_timestamp() + drift end from gate.clock $$;

create function gate.sign_in(who text, new_hash bytea, lasts interval, single boolean default false) returns uuid
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a uuid;
begin
  select id into a from gate.actor where name = who;
  if a is null then raise exception 'no such actor' using errcode = 'SL004'; end if;
  if lasts > interval '366 days' then raise exception 'a ticket lasts 366 days at most' using errcode = 'SL004'; end if;
  insert into gate.ticket (hash, actor, until, once)
  values (new_hash, a, clock_timestamp() + (select drift from gate.clock) + lasts, single);
  insert into ledger.line (verb, actor, reason) values ('sign_in', a, 'sign_in');
  return a;
end $$;

-- A one-time ticket is exchanged for one that lasts: it opens nothing by itself.
create function gate.exchange(held bytea, new_hash bytea, lasts interval) returns text
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare a uuid; n text;
begin
  delete from gate.ticket where hash = sha256(held) and once and until > clock_timestamp() returning actor into a;
  if a is null then return null; end if;
  insert into gate.ticket (hash, actor, until) values (new_hash, a, clock_timestamp() + least(lasts, interval '12 hours'));
  insert into ledger.line (verb, actor, reason) values ('sign_in', a, 'one_time');
  select name into n from gate.actor where id = a;
  return n;
end $$;

create function gate.sign_out(held bytea) returns void
 language sql security definer set search_path = pg_catalog, pg_temp as
 $$ delete from gate.ticket where hash = sha256(held) $$;

-- A new actor with its grants. Whoever gives must hold what is given, and the right to grant.
create function gate.add_actor(held bytea, new_name text, new_role text, rights text[], until timestamptz) returns uuid
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare giver uuid := gate.holder(held); a uuid; r text;
begin
  if giver is null or not gate.may_act(giver, 'grant') then
    raise exception 'this ticket may not grant' using errcode = 'SL005';
  end if;
  foreach r in array rights loop
    if not gate.may_act(giver, r) then
      raise exception 'nobody gives what they do not hold: %', r using errcode = 'SL005';
    end if;
    -- rights over others' rights end with the giver's own
    if r in ('grant', 'publish', 'notice', 'intake') and not exists (
         select from gate.granted g where g.actor = giver and g.right_to = r and g.until >= add_actor.until) then
      raise exception 'nobody gives % for longer than they hold it', r using errcode = 'SL005';
    end if;
  end loop;
  if add_actor.until is null or add_actor.until > clock_timestamp() + interval '366 days' then
    raise exception 'a grant lasts 366 days at most' using errcode = 'SL005';
  end if;
  insert into gate.actor (name, role) values (new_name, new_role)
    on conflict (name) do update set role = excluded.role returning id into a;
  if a = giver then raise exception 'nobody gives to themselves' using errcode = 'SL005'; end if;
  insert into gate.granted (actor, right_to, until, given_by)
  select a, x, add_actor.until, giver from unnest(rights) x
    on conflict (actor, right_to) do update set until = excluded.until, given_by = excluded.given_by;
  insert into ledger.line (verb, actor, reason, detail) values ('grant', giver, 'grant',
    jsonb_build_object('to', a, 'rights', to_jsonb(rights), 'until', add_actor.until));
  return a;
end $$;

create function gate.whoami(held bytea) returns table (actor uuid, name text, role text, rights text[])
 language sql stable security definer set search_path = pg_catalog, pg_temp as
 $$ select a.id, a.name, a.role, array(select g.right_to from gate.granted g where g.actor = a.id
       and g.until > clock_timestamp() + (select drift from gate.clock) order by 1)
      from gate.actor a where a.id = gate.holder(held) $$;

-- A refusal that happened inside a transaction which was rolled back: its line is written afterwards,
-- by the outermost boundary.
create function gate.refused(wanted text, held bytea, code text) returns bigint
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare i bigint;
begin
  if code !~ '^[A-Za-z0-9_]{1,40}$' then code := 'other'; end if;
  insert into ledger.line (verb, actor, ticket, use, reason, policy, detail)
  values ('refuse', gate.holder(held), sha256(held), (select bit from gate.use_bit where name = wanted and live), 'refused',
          (select policy from gate.state), jsonb_build_object('code', code)) returning id into i;
  return i;
end $$;

-- The first actor of a new register, and the worker: made by the owner at set-up, while there is nobody to ask.
create function gate.found_actor(new_name text, new_role text, rights text[], lasts interval) returns uuid
 language plpgsql set search_path = pg_catalog, pg_temp as $$
declare a uuid;
begin
  insert into gate.actor (name, role) values (new_name, new_role) on conflict (name) do update set role = excluded.role returning id into a;
  insert into gate.granted (actor, right_to, until) select a, r, clock_timestamp() + lasts from unnest(rights) r
    on conflict (actor, right_to) do update set until = excluded.until;
  insert into ledger.line (verb, actor, reason, detail) values ('grant', a, 'setup', jsonb_build_object('to', a, 'rights', to_jsonb(rights)));
  return a;
end $$;
