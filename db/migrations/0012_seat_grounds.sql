-- On what a seat in a strict case rests: ids of open tasks and requests, or 'forGood'. A seat of before keeps what it has until
-- `npm run rebuild`: whether somebody acted, was told or was only offered a task is in the journal alone.
ALTER TABLE "case_seat" ADD COLUMN "grounds" text[] DEFAULT '{forGood}' NOT NULL;
