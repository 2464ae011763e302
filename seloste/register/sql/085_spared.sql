-- A row named: its table's code, its person and its id.
create type gate.row_name as (tbl smallint, subject_id uuid, id uuid);
