CREATE TABLE "keyword_readings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"book" text NOT NULL,
	"read_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "synonyms" jsonb;