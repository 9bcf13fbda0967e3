ALTER TABLE "interests" ADD COLUMN "organisations" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
-- Criteria that were stored before say so too: anybody's.
UPDATE "interests" SET "criteria" = "criteria" || '{"organisations": []}';