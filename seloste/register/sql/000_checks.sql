-- R2.1a: the Finnish business ID's check digit, weights 7-9-10-5-8-4-2.
create function register.business_id_ok(id text) returns boolean
 language sql immutable parallel safe return
   id ~ '^[0-9]{7}-[0-9]$' and (
     select case sum % 11 when 0 then 0 when 1 then -1 else 11 - sum % 11 end = substr(id, 9, 1)::int
       from (select sum(substr(id, i, 1)::int * (array[7,9,10,5,8,4,2])[i]) as sum from generate_series(1, 7) i) w);
