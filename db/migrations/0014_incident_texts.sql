-- What went wrong, in both languages; null for incidents of before.
ALTER TABLE "incident" ADD COLUMN "texts" jsonb;
