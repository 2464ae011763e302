-- The ledger's tree (docs/ledger.md). Run as the owner, after ledger.line and ledger.named stand.
-- Lines and leaves are separate, so that a line past its own period may go while the tree still verifies.
-- Each statement ends with a semicolon before an empty line; no body holds an empty line.

create table ledger.leaf(
  position bigint primary key check (position >= 0),
  line bigint not null unique,
  hash bytea not null check (octet_length(hash) = 32)
);

-- snapshot is null when what was sealed can't be told by transactions: at first, and after a restore.
create table ledger.tree(
  only_one boolean primary key default true check (only_one),
  size bigint not null default 0,
  frontier bytea[] not null default array[]::bytea[],
  snapshot pg_snapshot
);

insert into ledger.tree default values;

create table ledger.checkpoint(
  size bigint primary key check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null,
  signature bytea not null check (octet_length(signature) = 64),
  public_key bytea not null check (octet_length(public_key) = 32)
);

-- How long lines of a verb are kept (from the notice). A verb without a row here never goes.
create table ledger.period(
  verb text primary key check (verb <> 'expire'),
  keep interval not null check (keep >= interval '1 day')
);

-- What of a line is hashed, exported and shown: never its ticket, and not its transaction's number,
-- which means nothing in another cluster. Integers and text only, so that its JSON is exact.
create view ledger.shown with (security_invoker = on) as
  select l.id, l.xid, l.at, l.verb, jsonb_build_object(
    'id', l.id,
    'at', case when isfinite(l.at) then (extract(epoch from l.at) * 1000000)::bigint end,
    'verb', l.verb, 'actor', l.actor, 'use', l.use, 'mask', l.mask, 'reason', l.reason,
    'policy', l.policy, 'tbl', l.tbl, 'people', l.people, 'ids_hash', encode(l.ids_hash, 'hex'),
    'cause', l.cause, 'detail', l.detail::text, 'salt', encode(l.salt, 'hex')) as line
  from ledger.line l;

revoke all on ledger.leaf, ledger.tree, ledger.checkpoint, ledger.period, ledger.shown from public;

grant usage, create on schema ledger to {gate};

grant usage on schema ledger to {app}, {worker};

grant select, insert, delete on ledger.line to {gate};

grant update (xid) on ledger.line to {gate};

grant select, insert, delete on ledger.named to {gate};

grant select, insert on ledger.leaf, ledger.checkpoint to {gate};

grant select, update on ledger.tree to {gate};

grant select, insert, update, delete on ledger.period to {gate};

grant select on ledger.shown to {gate};

-- Who reads lines must have entered a use of these bits in this very transaction: bit 61 is upkeep, 62 rights.
create function ledger.demand(bits bigint) returns ledger.line
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare entered ledger.line;
begin
  select * into entered from ledger.line l
   where l.xid = pg_current_xact_id_if_assigned() and l.verb = 'enter' and (l.mask & bits) <> 0
   order by l.id limit 1;
  if entered.id is null then
    raise exception using errcode = '42501',
      message = 'this transaction has not entered a use that may read the ledger';
  end if;
  return entered;
end $$;

-- The lines that this REPEATABLE READ transaction sees and the last seal did not: never by id, for ids
-- become visible out of order, and never by the oldest open transaction, which would wait for it.
-- The planner knows nothing of the newest transactions' share: without these settings it reads all lines each
-- second, and where it may compile, it compiles for a quarter of a second.
create function ledger.unsealed() returns table(line jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan set enable_seqscan = off set jit = off as $$
declare last pg_snapshot; oldest xid8;
begin
  select t.snapshot, coalesce(pg_snapshot_xmin(t.snapshot), '0'::xid8) into last, oldest from ledger.tree t where t.only_one;
  return query
    select s.line from ledger.shown s
     where s.xid >= oldest and coalesce(pg_visible_in_snapshot(s.xid, last), false) = false
       and s.xid is distinct from pg_current_xact_id_if_assigned()
       and not exists (select from ledger.leaf f where f.line = s.id)
     order by s.id;
end $$;

-- What the sealer starts from, and the engine's clock in microseconds.
create function ledger.state() returns table(size bigint, frontier bytea[], signed bigint, now_us bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select t.size, t.frontier, coalesce((select max(c.size) from ledger.checkpoint c), 0),
         (extract(epoch from clock_timestamp()) * 1000000)::bigint
    from ledger.tree t
$$;

-- Appends one seal: all lines that are unsealed, or nothing. No leaf is ever rewritten, none is given twice.
create function ledger.append(lines bigint[], hashes bytea[], frontier bytea[]) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare old_size bigint; new_size bigint; stored bigint;
begin
  if current_setting('transaction_isolation') <> 'repeatable read' then
    raise exception using errcode = '25001', message = 'the ledger is sealed in REPEATABLE READ only';
  end if;
  if cardinality(lines) = 0 or cardinality(lines) <> cardinality(hashes) then
    raise exception using errcode = '22023', message = 'a seal has one hash for each line, and at least one';
  end if;
  select t.size into old_size from ledger.tree t for update;
  new_size := old_size + cardinality(lines);
  if cardinality(frontier) <> bit_count(new_size::bit(64)) then
    raise exception using errcode = '22023', message = 'this frontier does not fit a tree of this size';
  end if;
  insert into ledger.leaf(position, line, hash)
    select old_size + u.ord - 1, u.line, u.hash
      from unnest(lines, hashes) with ordinality u(line, hash, ord)
      join ledger.line l on l.id = u.line and l.xid is distinct from pg_current_xact_id_if_assigned();
  get diagnostics stored = row_count;
  if stored <> cardinality(lines) then
    raise exception using errcode = '22023', message = 'a seal names a line that does not stand';
  end if;
  if exists (select from ledger.unsealed()) then
    raise exception using errcode = '22023', message = 'a seal leaves out a line that stands unsealed';
  end if;
  update ledger.tree set size = new_size, frontier = append.frontier, snapshot = pg_current_snapshot();
  return new_size;
end $$;

-- Keeps a signed checkpoint of the tree as it is. A second signature of the same size changes nothing.
create function ledger.keep_checkpoint(size bigint, root bytea, at_us bigint, signature bytea, public_key bytea)
returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from ledger.tree t where t.size = keep_checkpoint.size) then
    raise exception using errcode = '22023', message = 'a checkpoint must be of the tree as it is';
  end if;
  insert into ledger.checkpoint values
    (size, root, timestamptz 'epoch' + at_us * interval '1 microsecond', signature, public_key)
    on conflict do nothing;
end $$;

create function ledger.checkpoints()
returns table(size bigint, root bytea, at_us bigint, signature bytea, public_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select c.size, c.root, (extract(epoch from c.at) * 1000000)::bigint, c.signature, c.public_key
    from ledger.checkpoint c order by c.size
$$;

-- Hashes of salted lines say nothing about the lines: they need no use.
create function ledger.hashes(first bigint, until bigint) returns table(pos bigint, hash bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select f.position, f.hash from ledger.leaf f
   where f.position >= first and f.position < until order by f.position
$$;

-- The whole ledger as one statement sees it: leaves in their order, each with its line, then lines without a leaf.
-- 'waiting' is a line that the sealer has still to take, 'orphan' one that it would have taken long ago,
-- 'beyond' a leaf that no seal made. names is the hash over the people whom ledger.named gives for the line.
create function ledger.entries()
returns table(standing text, pos bigint, leaf_line bigint, hash bytea, line jsonb, names bytea, named bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off as $$
begin
  perform ledger.demand(1::bigint << 61);
  return query
    with person as (select distinct n.line, u.id from ledger.named n cross join lateral unnest(n.subjects) u(id)),
    people as (select p.line, sha256(string_agg(uuid_send(p.id), ''::bytea order by p.id)) as hash,
                      count(*) as n from person p group by p.line)
    select case when f.position >= t.size then 'beyond' when f.position is not null then 'sealed'
                when coalesce(pg_visible_in_snapshot(s.xid, t.snapshot), false) then 'orphan' else 'waiting' end,
           f.position, f.line, f.hash, s.line, p.hash, coalesce(p.n, 0)
      from (ledger.leaf f full join ledger.shown s on s.id = f.line)
      cross join ledger.tree t left join people p on p.line = s.id
     where f.position is not null or s.xid is distinct from pg_current_xact_id_if_assigned()
     order by f.position nulls last, s.id;
end $$;

-- Single lines with their place in the tree, for proofs.
create function ledger.placed(ids bigint[]) returns table(line jsonb, pos bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform ledger.demand((1::bigint << 61) | (1::bigint << 62));
  return query select s.line, f.position
    from unnest(ids) u(id) join ledger.shown s on s.id = u.id left join ledger.leaf f on f.line = s.id
   order by s.id;
end $$;

-- Upkeep drops lines whose period has passed, and never their leaves: at most this many of these verbs, older
-- than the given time. Only what a signed checkpoint of before that time covers may go, so that everyone can
-- see later that it was old. A line 'expire' tells which: [first position, first line, how many] for each run.
create function ledger.drop_expired(before timestamptz, verbs text[], most int default 10000) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare by_whom ledger.line; ids bigint[]; runs jsonb; now_ timestamptz := clock_timestamp();
begin
  by_whom := ledger.demand(1::bigint << 61);
  if before >= now_ then
    raise exception using errcode = '22023', message = 'no line can have expired in the future';
  end if;
  with chosen as (
    select f.position, f.line from ledger.line l
      join ledger.period p on p.verb = l.verb join ledger.leaf f on f.line = l.id
     where l.verb = any(verbs) and l.verb <> 'expire' and l.at < least(before, now_ - p.keep)
       and f.position < (select max(c.size) from ledger.checkpoint c where c.at < before)
     order by f.position limit least(most, 10000)
  ), stepped as (
    select c.position, c.line, c.position - row_number() over w as a, c.line - row_number() over w as b
      from chosen c window w as (order by c.position)
  ), run as (select min(s.position) as first, min(s.line) as line, count(*) as n from stepped s group by s.a, s.b)
  select (select array_agg(c.line) from chosen c),
         (select jsonb_agg(jsonb_build_array(r.first, r.line, r.n) order by r.first) from run r) into ids, runs;
  if ids is null then
    return 0;
  end if;
  insert into ledger.line(verb, actor, use, mask, policy, cause, detail, salt) values
    ('expire', by_whom.actor, by_whom.use, by_whom.mask, by_whom.policy, by_whom.id,
     jsonb_build_object('before', (extract(epoch from before) * 1000000)::bigint,
       'count', cardinality(ids), 'runs', runs),
     substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) for 16));
  delete from ledger.named n where n.line = any(ids);
  delete from ledger.line l where l.id = any(ids);
  return cardinality(ids);
end $$;

-- For the owner, once after a restore: transaction numbers start anew in another cluster. Old ones become
-- 2, which no transaction ever has, so that no later transaction can pass for the one of an old line.
create function ledger.restored() returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update ledger.line l set xid = '2'::xid8 where l.xid <> '2'::xid8;
  update ledger.tree set snapshot = null;
end $$;

-- Refuses every change of what stands, for the owner too. Only the role that owns drop_expired gets through:
-- to delete a line (or its names) beside an 'expire' line of this transaction, or to set a line's xid to 2.
create function ledger.refuse_change() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare gate_itself boolean; same ledger.line;
begin
  if tg_level = 'ROW' and tg_table_name in ('line', 'named') then
    select p.proowner = r.oid into gate_itself from pg_proc p, pg_roles r
     where p.oid = 'ledger.drop_expired(timestamptz, text[], int)'::regprocedure and r.rolname = current_user;
    if gate_itself and tg_op = 'DELETE' and exists (select from ledger.line l
         where l.xid = pg_current_xact_id_if_assigned() and l.verb = 'expire') then
      return old;
    end if;
    if gate_itself and tg_op = 'UPDATE' and tg_table_name = 'line' then
      same := new;
      same.xid := old.xid;
      if new.xid = '2'::xid8 and same is not distinct from old then
        return new;
      end if;
    end if;
  end if;
  raise exception using errcode = '42501',
    message = 'the ledger is append-only: ' || tg_op || ' of ledger.' || tg_table_name || ' is refused';
end $$;

create trigger stands before update or delete on ledger.line for each row execute function ledger.refuse_change();

create trigger stands_whole before truncate on ledger.line execute function ledger.refuse_change();

create trigger stands before update or delete on ledger.named for each row execute function ledger.refuse_change();

create trigger stands_whole before truncate on ledger.named execute function ledger.refuse_change();

create trigger stands before update or delete on ledger.leaf for each row execute function ledger.refuse_change();

create trigger stands_whole before truncate on ledger.leaf execute function ledger.refuse_change();

create trigger stands before update or delete on ledger.checkpoint for each row execute function ledger.refuse_change();

create trigger stands_whole before truncate on ledger.checkpoint execute function ledger.refuse_change();

create trigger stands before delete on ledger.tree for each row execute function ledger.refuse_change();

create trigger stands_whole before truncate on ledger.tree execute function ledger.refuse_change();

revoke all on function ledger.demand(bigint), ledger.unsealed(), ledger.state(),
  ledger.append(bigint[], bytea[], bytea[]), ledger.keep_checkpoint(bigint, bytea, bigint, bytea, bytea),
  ledger.checkpoints(), ledger.hashes(bigint, bigint), ledger.entries(), ledger.placed(bigint[]),
  ledger.drop_expired(timestamptz, text[], int), ledger.restored(), ledger.refuse_change() from public;

grant execute on function ledger.unsealed(), ledger.state(), ledger.append(bigint[], bytea[], bytea[]),
  ledger.keep_checkpoint(bigint, bytea, bigint, bytea, bytea), ledger.checkpoints(),
  ledger.hashes(bigint, bigint), ledger.entries(), ledger.placed(bigint[]),
  ledger.drop_expired(timestamptz, text[], int) to {app}, {worker};

alter function ledger.demand(bigint) owner to {gate};

alter function ledger.unsealed() owner to {gate};

alter function ledger.state() owner to {gate};

alter function ledger.append(bigint[], bytea[], bytea[]) owner to {gate};

alter function ledger.keep_checkpoint(bigint, bytea, bigint, bytea, bytea) owner to {gate};

alter function ledger.checkpoints() owner to {gate};

alter function ledger.hashes(bigint, bigint) owner to {gate};

alter function ledger.entries() owner to {gate};

alter function ledger.placed(bigint[]) owner to {gate};

alter function ledger.drop_expired(timestamptz, text[], int) owner to {gate};

alter function ledger.restored() owner to {gate};

revoke create on schema ledger from {gate};
