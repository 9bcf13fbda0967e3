CREATE TABLE "interest_gates" (
	"interest_id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"ask_mask" smallint NOT NULL,
	"min_evidence" smallint NOT NULL,
	"stage_mask" smallint NOT NULL,
	"innovation_type_mask" smallint NOT NULL,
	"beneficiary_mask" integer NOT NULL,
	"investment_min" integer NOT NULL,
	"investment_max" integer NOT NULL,
	"contract_min" integer NOT NULL,
	"contract_max" integer NOT NULL,
	"research_min" integer NOT NULL,
	"research_max" integer NOT NULL,
	"verified_only" boolean NOT NULL,
	"reviewed_only" boolean NOT NULL,
	"has_private" boolean NOT NULL,
	"areas" text[] NOT NULL,
	"places" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "interest_gates" ADD CONSTRAINT "interest_gates_interest_id_interests_id_fk" FOREIGN KEY ("interest_id") REFERENCES "public"."interests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
-- Interests that were there before: as interests/gate-rows.ts writes them.
INSERT INTO "interest_gates" ("interest_id", "organisation_id", "ask_mask", "min_evidence", "stage_mask", "innovation_type_mask", "beneficiary_mask", "contract_min", "contract_max", "investment_min", "investment_max", "research_min", "research_max", "verified_only", "reviewed_only", "has_private", "areas", "places")
SELECT i.id, i.organisation_id, g.ask_mask, g.min_evidence, g.stage_mask, g.innovation_type_mask, g.beneficiary_mask, g.contract_min, g.contract_max, g.investment_min, g.investment_max, g.research_min, g.research_max, i.verified_only, i.reviewed_only,
  i.organisations <> '{}' OR i.excluded_organisations <> '{}' OR i.excluded_service_areas <> '{}' OR i.words IS NOT NULL OR i.excluded_words IS NOT NULL,
  array_agg(DISTINCT g.service_area), array_agg(DISTINCT g.place)
FROM "interests" i JOIN "interest_anchors" g ON g.interest_id = i.id
GROUP BY i.id, g.ask_mask, g.min_evidence, g.stage_mask, g.innovation_type_mask, g.beneficiary_mask, g.contract_min, g.contract_max, g.investment_min, g.investment_max, g.research_min, g.research_max;
