CREATE TABLE "suggestions_put_aside" (
	"organisation_id" uuid NOT NULL,
	"service_area" text NOT NULL,
	"listing_ids" uuid[] NOT NULL,
	"put_aside_by" uuid,
	"put_aside_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suggestions_put_aside_organisation_id_service_area_pk" PRIMARY KEY("organisation_id","service_area")
);
--> statement-breakpoint
ALTER TABLE "emailed_listings" DROP CONSTRAINT "emailed_listings_email_id_emails_id_fk";
--> statement-breakpoint
ALTER TABLE "emailed_listings" ALTER COLUMN "email_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "scrubbed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "suggestions_put_aside" ADD CONSTRAINT "suggestions_put_aside_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emailed_listings" ADD CONSTRAINT "emailed_listings_email_id_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."emails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suppressed_addresses_email" ON "suppressed_addresses" USING btree ("email_id");--> statement-breakpoint
CREATE INDEX "emails_worded" ON "emails" USING btree ("created_at") WHERE scrubbed_at is null and state <> 'pending';--> statement-breakpoint
CREATE INDEX "emails_scrubbed" ON "emails" USING btree ("created_at") WHERE scrubbed_at is not null;--> statement-breakpoint
CREATE INDEX "notifications_read" ON "notifications" USING btree ("created_at") WHERE read_at is not null;--> statement-breakpoint
CREATE INDEX "notifications_created" ON "notifications" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "outbox_done" ON "outbox" USING btree ("relayed_at") WHERE done_at is not null;