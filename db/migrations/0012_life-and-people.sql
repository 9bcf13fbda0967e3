CREATE TABLE "listing_partners" (
	"listing_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"invited_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"accepted_at" timestamp with time zone,
	CONSTRAINT "listing_partners_listing_id_organisation_id_pk" PRIMARY KEY("listing_id","organisation_id")
);
--> statement-breakpoint
CREATE TABLE "listing_slugs" (
	"slug" text PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "listing_transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"listing_id" uuid NOT NULL,
	"from_organisation_id" uuid NOT NULL,
	"to_organisation_id" uuid NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"note" text,
	"requested_by" uuid NOT NULL,
	"requested_by_name" text NOT NULL,
	"decided_by_name" text,
	"expires_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organisation_invitations" ADD COLUMN "invited_by_name" text;--> statement-breakpoint
ALTER TABLE "organisation_invitations" ADD COLUMN "revoked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "organisation_invitations" ADD COLUMN "times_sent" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "organisation_invitations" ADD COLUMN "last_sent_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "listing_partners" ADD CONSTRAINT "listing_partners_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_partners" ADD CONSTRAINT "listing_partners_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_slugs" ADD CONSTRAINT "listing_slugs_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_transfers" ADD CONSTRAINT "listing_transfers_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_transfers" ADD CONSTRAINT "listing_transfers_from_organisation_id_organisations_id_fk" FOREIGN KEY ("from_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_transfers" ADD CONSTRAINT "listing_transfers_to_organisation_id_organisations_id_fk" FOREIGN KEY ("to_organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "listing_partners_organisation" ON "listing_partners" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "listing_slugs_listing" ON "listing_slugs" USING btree ("listing_id");--> statement-breakpoint
CREATE UNIQUE INDEX "listing_transfers_pending" ON "listing_transfers" USING btree ("listing_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "listing_transfers_from" ON "listing_transfers" USING btree ("from_organisation_id");--> statement-breakpoint
CREATE INDEX "listing_transfers_to" ON "listing_transfers" USING btree ("to_organisation_id");--> statement-breakpoint
INSERT INTO "listing_slugs" ("slug", "listing_id") SELECT "slug", "id" FROM "listings" WHERE "slug" IS NOT NULL;
