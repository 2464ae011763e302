-- People, and the facts from which their standing is derived. None of these tables is granted to the
-- application: it writes them by the doors and reads them by gate.facts.

create table register.subject (id uuid primary key);

create table register.organisation (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  business_id text unique check (business_id is null or register.business_id_ok(business_id)),
  industry text,
  sort_key text not null default '',             -- made in Python: the engine has no Finnish order (spine 26)
  added_at timestamptz not null default clock_timestamp()
);

-- Addresses of the organisation itself; what points to one person is that person's row and never stands here (L27).
create table register.organisation_address (
  organisation_id uuid not null references register.organisation on delete cascade,
  kind smallint not null check (kind between 2 and 4),                       -- email, phone, address
  value text not null check (length(value) between 1 and 300),
  source text not null, at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, kind, value)
);

create table register.opening (
  id uuid primary key, title text not null check (length(title) between 1 and 200),
  opened date not null, closed date
);

-- A contract, an invoice or a project of an organisation: in plain columns and without names (spine 18). Who
-- represented it is a row of that person; when that has gone, the deal stays whole (R5.6b, R9.3).
create table register.deal (
  id uuid primary key, organisation_id uuid not null references register.organisation,
  kind smallint not null check (kind between 1 and 3),                       -- contract, invoice, project
  number text not null check (number ~ '^[0-9A-Z][0-9A-Z./ -]{0,39}$' and number ~ '[0-9]'),
  at date not null, amount numeric(12, 2), currency text check (currency ~ '^[A-Z]{3}$'), due_on date,
  state smallint not null default 0 check (state between 0 and 2),           -- open, done, void
  represented boolean not null default false,                                -- somebody was named once
  source text,                                                               -- of the notice; null: written here
  check ((amount is null) = (currency is null)), unique (organisation_id, kind, number)
);

create table register.relation (
  subject_id uuid not null references register.subject, id uuid not null, grp smallint not null,
  organisation_id uuid references register.organisation, source smallint not null, batch uuid, notice int not null,
  started timestamptz not null, ended timestamptz, active_at timestamptz not null,
  primary key (subject_id, id), check (ended is null or ended >= started)
);
create table register.ground (
  subject_id uuid not null references register.subject, id uuid not null, basis smallint not null check (basis in (1,2,3,5,6)),
  use smallint, row_id uuid, evidence_id uuid not null, incomplete boolean not null,
  source smallint not null, batch uuid, notice int not null,
  started timestamptz not null, ended timestamptz, ended_why text,
  primary key (subject_id, id), check (use is null or use < 60),
  check (basis not in (1, 5, 6) or use is not null),          -- consent is given per purpose (R4.4d)
  check (basis not in (5, 6) or row_id is not null),          -- M3, M10 speak of one address
  check (not incomplete or ended is not null)                 -- an incomplete one lapses
);
create table register.prohibition (
  subject_id uuid not null references register.subject, id uuid not null, scope smallint not null,
  use smallint, row_id uuid, source smallint not null, batch uuid, notice int not null,
  since timestamptz not null, since_known boolean not null, complained boolean not null default false,
  until timestamptz,
  primary key (subject_id, id), check ((scope = 0) = (use is not null))
);
create table register.restriction (
  subject_id uuid not null references register.subject, id uuid not null, reason text not null,
  since timestamptz not null, until timestamptz,
  primary key (subject_id, id)
);

-- What the facts come to: a mask for each class of kinds (gate.mask_class), and until when that is known.
create table register.standing (
  subject_id uuid primary key references register.subject,
  masks bigint[] not null, groups bigint not null, prohibited bigint not null, restricted boolean not null,
  valid_until timestamptz not null,
  tables int not null default 0                   -- in which tables the person may have rows: a bit for each code
) with (fillfactor = 90);
create index standing_idle on register.standing (subject_id) where groups = 0;   -- no relation stands
create index standing_due on register.standing (valid_until) where valid_until < 'infinity';

create index relation_organisation on register.relation (organisation_id) where organisation_id is not null;
create index organisation_order on register.organisation (sort_key, id);

-- The months of a partitioned table, from this one on; a default partition takes what lies outside, and past
-- months that are empty go. The owner's: at set-up and whenever that is run again.
create function register.make_months(parent text, ahead int) returns void language plpgsql as $$
declare first date := date_trunc('month', now()); n int; name text; bare boolean;
begin
  for name in select c.relname from pg_inherits h join pg_class c on c.oid = h.inhrelid
      where h.inhparent = format('register.%I', parent)::regclass
        and c.relname ~ '_[0-9]{4}_[0-9]{2}$' and c.relname < parent || to_char(first, '_YYYY_MM') loop
    execute format('select not exists (select from register.%I)', name) into bare;
    if bare then execute format('drop table register.%I', name); end if;
  end loop;
  execute format('create table if not exists register.%I partition of register.%I default', parent || '_other', parent);
  for n in 0 .. ahead loop
    name := parent || to_char(first + make_interval(months => n), '_YYYY_MM');
    begin
      execute format('create table if not exists register.%I partition of register.%I for values from (%L) to (%L)', name, parent,
        (first + make_interval(months => n))::timestamptz, (first + make_interval(months => n + 1))::timestamptz);
    exception when check_violation then null;      -- the default one holds rows of that month: they stay there
    end;
  end loop;
end $$;

-- Who has rows in a table at all: nobody's rows are looked for where there are none.
create function gate.holds() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare one int := 1 << tg_argv[0]::int;
begin
  update register.standing s set tables = s.tables | one from (select distinct a.subject_id from added a) a
   where s.subject_id = a.subject_id and s.tables & one = 0;
  return null;
end $$;

-- R1.1a: a person has at least one relation, by the database and not only by the form. It runs once for each
-- person of a batch, with a plan kept from when the table was small: without its setting that plan reads the whole.
create function register.must_relate() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off set jit = off as $$
declare s uuid;
begin
  if tg_table_name = 'subject' then s := new.id; else s := old.subject_id; end if;
  perform 1 from register.relation r where r.subject_id = s limit 1;
  if found then return null; end if;
  if exists (select from register.subject where id = s)
     and exists (select from protection.key k where k.subject_id = s and k.fate = 0) then
    raise exception 'a person needs at least one relation' using errcode = 'SL010';
  end if;
  return null;
end $$;
create constraint trigger relates after insert on register.subject deferrable initially deferred
  for each row execute function register.must_relate();
create constraint trigger relates after delete on register.relation deferrable initially deferred
  for each row execute function register.must_relate();

-- Whoever changes a fact, the standing follows in the same statement (spine 12). A door that writes
-- several facts settles once, after the last.
create function gate.settle_new() returns trigger
 language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if current_setting('seloste.settle', true) = 'later' then return null; end if;
  perform gate.settle(array(select distinct subject_id from changed));
  return null;
end $$;
create trigger settle_insert after insert on register.relation referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_update after update on register.relation referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_delete after delete on register.relation referencing old table as changed
  for each statement execute function gate.settle_new();
create trigger settle_insert after insert on register.ground referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_update after update on register.ground referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_delete after delete on register.ground referencing old table as changed
  for each statement execute function gate.settle_new();
create trigger settle_insert after insert on register.prohibition referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_update after update on register.prohibition referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_delete after delete on register.prohibition referencing old table as changed
  for each statement execute function gate.settle_new();
create trigger settle_insert after insert on register.restriction referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_update after update on register.restriction referencing new table as changed
  for each statement execute function gate.settle_new();
create trigger settle_delete after delete on register.restriction referencing old table as changed
  for each statement execute function gate.settle_new();
