CREATE TABLE "listing_revisions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"changes" jsonb NOT NULL,
	"before" jsonb,
	"content" jsonb,
	"changed" text[] DEFAULT '{}' NOT NULL,
	"material" boolean DEFAULT false NOT NULL,
	"base_version" integer NOT NULL,
	"note" text,
	"created_by" uuid,
	"created_by_name" text NOT NULL,
	"reviewed_by_name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "listing_revisions" ADD CONSTRAINT "listing_revisions_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "listing_revisions_number" ON "listing_revisions" USING btree ("listing_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "listing_revisions_open" ON "listing_revisions" USING btree ("listing_id") WHERE state in ('draft', 'in_review');