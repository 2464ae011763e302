create type gate.row_name as (tbl smallint, subject_id uuid, id uuid);

create function gate.is_spared(t smallint, person uuid, row_id uuid, at_ timestamptz) returns boolean
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select from gate.spared s left join gate.spared_list c using (publication)
    where (s.subject_id, s.tbl, s.id) = (person, t, row_id)
      and (c.confirmed_at is null or c.published_at + interval '14 days' > at_))
$$;
