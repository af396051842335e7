-- In which scope a token is and for which it waits, so that a task in lists goes by the deadline of its own instance. Tokens of
-- before do not say so until `npm run rebuild`: their tasks show the earliest of all instances until then.
ALTER TABLE "active_node" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "active_node" ADD COLUMN "inner_scope" text;
