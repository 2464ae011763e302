create type gate.row_name as (tbl smallint, subject_id uuid, id uuid);

-- Past its end, and not spared; or spared, and the list confirmed 14 days after the publication.
create function gate.is_due(t smallint, person uuid, row_id uuid, ends timestamptz, moment timestamptz) returns boolean
 language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((select c.confirmed_at is not null and c.published_at + interval '14 days' <= moment
      from gate.spared s join gate.spared_list c using (publication)
     where (s.subject_id, s.tbl, s.id) = (person, t, row_id)), ends <= moment)
$$;
