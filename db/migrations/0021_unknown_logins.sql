-- Wrong passwords for logins that are not there: counted and locked as those of an account, so that nobody learns which logins
-- are. A fixed number of places, so that whoever tries many names fills nothing.
CREATE TABLE "unknown_login" (
	"place" integer PRIMARY KEY NOT NULL,
	"login_hash" text NOT NULL,
	"failed_attempts" integer NOT NULL,
	"locked_until" timestamp(3) with time zone
);
--> statement-breakpoint
-- It belongs to no tenant: a log-in asks before any is known.
alter table unknown_login enable row level security;
alter table unknown_login force row level security;
create policy scope on unknown_login using ((select app_platform())) with check ((select app_platform()));
call let_machine('unknown_login');
