DROP INDEX "interest_anchors_gate";--> statement-breakpoint
ALTER TABLE "interest_anchors" ADD COLUMN "stage_mask" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "interest_anchors" ADD COLUMN "innovation_type_mask" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "interest_anchors" ADD COLUMN "beneficiary_mask" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Anchors that are there already take theirs from their interests.
update "interest_anchors" anchor set "stage_mask" = i."stage_mask", "innovation_type_mask" = i."innovation_type_mask", "beneficiary_mask" = i."beneficiary_mask"
from "interests" i where i."id" = anchor."interest_id";--> statement-breakpoint
CREATE INDEX "interest_anchors_gate" ON "interest_anchors" USING btree ("service_area","place","min_evidence","ask_mask","stage_mask","innovation_type_mask","beneficiary_mask","investment_min","investment_max","contract_min","contract_max","research_min","research_max","interest_id");