-- Wakes the relay as soon as a transaction that wrote to the outbox commits, whoever wrote and by which statement.
create function outbox_notify() returns trigger language plpgsql as $$
begin
  perform pg_notify('outbox', '');
  return null;
end
$$;
--> statement-breakpoint
create trigger outbox_notify after insert on outbox for each statement execute function outbox_notify();
