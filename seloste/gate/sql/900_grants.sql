-- Who owns and may call what. Functions that see personal rows run as the gate; nobody else executes
-- anything that isn't named here.

grant usage, create on schema gate, ledger, protection, register to {gate};

do $$
declare f record;
begin
  for f in select p.oid::regprocedure as name, p.prosecdef from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('gate', 'ledger', 'protection', 'register') loop
    execute format('revoke all on function %s from public', f.name);
    execute format('grant execute on function %s to {gate}', f.name);
    if f.prosecdef then execute format('alter function %s owner to {gate}', f.name); end if;
  end loop;
end $$;

revoke create on schema gate, ledger, protection, register from {gate};
grant all on all tables in schema gate, protection, register to {gate};
grant all on all sequences in schema gate, ledger, protection, register to {gate};
grant select, insert on ledger.line, ledger.named to {gate};
revoke insert, update, delete, truncate on gate.clock, gate.whole from {gate};

grant usage on schema gate, ledger, register to {app}, {worker};
grant usage on schema gate to {signin};
grant select on register.organisation to {app}, {worker};
grant insert (id, name, business_id, industry, sort_key), update (name, business_id, industry, sort_key) on register.organisation to {app}, {worker};

grant select, insert, delete on register.organisation_address to {app}, {worker};
grant select, insert, update (title, opened, closed) on register.opening to {app}, {worker};
grant select, insert, update (state, represented) on register.deal to {app}, {worker};

do $$
declare f record; open_to_app text[] := array[
  'enter','refused','mask','horizon','now','whoami','exchange','sign_out','add_actor',
  'keep','keep_keys','confirm_line','bucket_generations','bucket_bits','add_keys','add_people','add_facts','end_grounds','end_relations',
  'restrict','lift_restriction','end_prohibitions','mark_undeliverable','remove_rows',
  'import_state','held_details','supersede_names','renew_relations','suppress','calls_held',
  'begin_import','end_import','imports','note_former','note_marks','leave_relations','note_organisations','noted_organisations','note_deals','note_addresses','noted_addresses',
  'undo_people','undo_ask','undo_known','undo_consents','undo_names','undo_indexed','undo_organisations','undo_deals','undo_addresses','end_undo','forget_former',
  'index_ready','index_progress','index_rows','index_names','find','match','find_names','open_sort',
  'list_state','figures','count_buckets','count_uses','sort_line','organisations_of','unadd_organisation',
  'index_line','open_index','begin_index','index_step','end_index',
  'facts','standing_of','looks_at','row_header','look_person','open_person','disclose','published','versions','version_source','use_bits','register_size','count_rows_of','suppressed',
  'ask_erasure','erasures_waiting','count_waiting','rotate_line','turn_take','turn','turned_rows','grow_buckets','all_generations','erasure_of','erasures_of','who_forbade',
  'represented','people_of','former_people_of','past_end','lines_naming','export_line','export_rows','next_days','going','people_going',
  'replay_waits','replay_known','is_whole','replay_line','replay_take','replay_done','note_copy','last_copies','archived_after',
  'settle_due','no_later_than_now','all_due_to_settle','consents_lapsed','index_holds_erased','due_people','delete_expired','publish','confirm_spared','despite','despite_due','next_version','spared_counts','people_after'];
begin
  for f in select p.oid::regprocedure as name, p.proname from pg_proc p where p.pronamespace = 'gate'::regnamespace loop
    if f.proname = any (open_to_app) or f.proname ~ '^(add|look|open)_({tables})$' then
      execute format('grant execute on function %s to {app}, {worker}', f.name);
    elsif f.proname = 'sign_in' then
      execute format('grant execute on function %s to {signin}', f.name);
    end if;
  end loop;
end $$;
grant execute on function gate.always() to {app}, {worker};
grant execute on function register.business_id_ok(text) to {app}, {worker};
