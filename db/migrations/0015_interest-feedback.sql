CREATE TABLE "interest_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"interest_id" uuid NOT NULL,
	"proposal" text NOT NULL,
	"accepted" boolean NOT NULL,
	"before" jsonb,
	"answered_by" uuid,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "anonymous" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "interests" ADD COLUMN "tuning" jsonb;--> statement-breakpoint
ALTER TABLE "interest_answers" ADD CONSTRAINT "interest_answers_interest_id_interests_id_fk" FOREIGN KEY ("interest_id") REFERENCES "public"."interests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interest_answers_interest" ON "interest_answers" USING btree ("interest_id","answered_at");