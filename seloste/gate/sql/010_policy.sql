-- What the published notice compiled to. Nobody but the gate reads these tables.

create table gate.clock (
  one boolean primary key default true check (one),
  drift interval not null default '0'            -- written by the owner alone, in tests (spine 9)
);
insert into gate.clock default values;

create table gate.policy (
  version int primary key,
  digest text not null,
  published_at timestamptz not null,
  line bigint not null,
  doc jsonb not null,                            -- the whole policy, for the pages and for `may`
  source text not null,                          -- the file as it was published (R12.1a)
  despite text, review date                      -- why it was published despite errors: internal, reviewed by then
);

create table gate.state (
  one boolean primary key default true check (one),
  policy int references gate.policy,             -- null: nothing published, everything closed
  time_zone text not null default 'Europe/Helsinki',
  publication int not null default 0             -- counts publications, also of an older version
);
insert into gate.state default values;

-- A name keeps its number from version to version; a bit goes to another use only after a
-- derivation has cleared it (spine 10).
create table gate.use_bit (name text primary key, bit smallint unique not null check (bit between 0 and 62),
  live boolean not null default true,
  least int check (least > 0));                  -- a use that only counts (R4.1c): from how many people on a figure is told
insert into gate.use_bit values ('legal', 60), ('upkeep', 61), ('rights', 62);
create table gate.group_no (name text primary key, no smallint unique not null check (no between 0 and 62));
create table gate.source_no (name text primary key, no smallint unique not null, own boolean not null default false,
  grp smallint references gate.group_no (no));

-- kind: a category's field, numbered by the models; the tables below hold the current version alone
create table gate.kind (no smallint primary key, tbl smallint not null, category text not null, field text not null,
  unique (category, field));

create table gate.rule (
  use smallint not null, kind smallint not null references gate.kind, basis smallint not null,
  groups bigint not null,                        -- live relations of which one is needed; 0: none
  until timestamptz,                             -- an overdue balancing test ends its rule (R4.2c)
  addressed boolean not null                     -- the channel reaches people through this kind
);
-- Through which kind a use with a channel reaches people.
create table gate.channel (use smallint primary key, kind smallint not null references gate.kind);
create table gate.scope (scope smallint primary key, mask bigint not null);
create table gate.may_collect (source smallint not null, kind smallint not null, use smallint not null,
  primary key (source, kind, use));
-- Kinds with the same rules share a class, by which masks are kept; `sample` is one of them.
create table gate.mask_class (kind smallint primary key references gate.kind, class smallint not null, sample smallint not null);
-- Kinds that are kept alike share a class. event: 1 relation.ended, 2 activity, 3 obtained, 4 ground.ended or the
-- row's own end, 5 the end of the calendar year of the row's own end.
create table gate.keep_class (kind smallint primary key references gate.kind, class smallint not null);
create table gate.keep (
  class smallint not null, grp smallint, event smallint not null, months int not null, days int not null,
  fate smallint not null, only_use smallint
);

-- What a publication made due, or left without a period: hidden, and spared by the sweep until
-- the privacy contact has confirmed the list and 14 days have passed (spine 14).
create table gate.spared (
  publication int not null, tbl smallint not null, subject_id uuid not null, id uuid not null,
  primary key (subject_id, tbl, id)
);
create table gate.spared_list (publication int primary key, published_at timestamptz not null, confirmed_at timestamptz,
  confirmed_line bigint);

create function gate.now() returns timestamptz
 language sql stable security definer parallel safe set search_path = pg_catalog, pg_temp as
 $$ select statement_timestamp() + drift from gate.clock $$;

-- The first instant of the local day after the period's last (spine 13).
-- keeps: controller.time_zone by policy; off: at time zone zone end => at time zone 'Pacific/Auckland' end
create function gate.period_end(started timestamptz, months int, days int, zone text) returns timestamptz
 language sql stable parallel safe as
 $$ select case when started in ('infinity', '-infinity') then started else
      (((started at time zone zone)::date + make_interval(months => months, days => days))::date + 1)::timestamp
        at time zone zone end $$;

-- Noon of the last day of that local calendar year (L16: from the end of the year in which the financial year ended).
create function gate.year_end(started timestamptz, zone text) returns timestamptz
 language sql stable parallel safe as
 $$ select case when started is null or started in ('infinity', '-infinity') then coalesce(started, 'infinity') else
      (date_trunc('year', started at time zone zone) + interval '1 year - 12 hours') at time zone zone end $$;
