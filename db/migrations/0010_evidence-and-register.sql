CREATE TABLE "register_entries" (
	"scheme" text NOT NULL,
	"identifier" text NOT NULL,
	"name" text NOT NULL,
	"activities" text DEFAULT '' NOT NULL,
	"regions" text[] DEFAULT '{}' NOT NULL,
	"website" text,
	"company_number" text,
	"source" text NOT NULL,
	"fetched_at" timestamp with time zone,
	CONSTRAINT "register_entries_scheme_identifier_pk" PRIMARY KEY("scheme","identifier")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "is_reviewer" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "reviewed_evidence_note" text;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "evidence_next_step" text;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "evidence_reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "evidence_answers" text[] DEFAULT '{}' NOT NULL;