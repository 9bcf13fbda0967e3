CREATE TABLE "listing_facts" (
	"listing_id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"areas" text[] NOT NULL,
	"places" text[] NOT NULL,
	"regions" text[] NOT NULL,
	"whole_regions" text[] NOT NULL,
	"ask_mask" smallint NOT NULL,
	"contract_min" integer,
	"contract_max" integer,
	"investment_min" integer,
	"investment_max" integer,
	"research_min" integer,
	"research_max" integer,
	"stage_mask" smallint NOT NULL,
	"innovation_type_mask" smallint NOT NULL,
	"beneficiary_mask" integer NOT NULL,
	"evidence_level" smallint NOT NULL,
	"reviewed_level" smallint,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation_invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"email" "citext" NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organisation_invitations_tokenHash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "listings" ADD COLUMN "needs_review" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "listing_facts" ADD CONSTRAINT "listing_facts_listing_id_listings_id_fk" FOREIGN KEY ("listing_id") REFERENCES "public"."listings"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisation_invitations" ADD CONSTRAINT "organisation_invitations_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organisation_invitations_organisation" ON "organisation_invitations" USING btree ("organisation_id","email");