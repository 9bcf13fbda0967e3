CREATE TABLE "email_attempts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"email_id" uuid NOT NULL,
	"number" smallint,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"result" text NOT NULL,
	"reply" text,
	"worker" text
);
--> statement-breakpoint
CREATE TABLE "email_previews" (
	"kind" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_buckets" (
	"name" text PRIMARY KEY NOT NULL,
	"tokens" double precision NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "suppressed_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" "citext" NOT NULL,
	"reason" text NOT NULL,
	"detail" text,
	"email_id" uuid,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suppressed_addresses_address_unique" UNIQUE("address")
);
--> statement-breakpoint
CREATE TABLE "dead_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source" text NOT NULL,
	"name" text NOT NULL,
	"payload" jsonb NOT NULL,
	"error" text NOT NULL,
	"attempts" integer NOT NULL,
	"failed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "queue_counts" (
	"queue" text NOT NULL,
	"state" text NOT NULL,
	"count" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queue_counts_queue_state_pk" PRIMARY KEY("queue","state")
);
--> statement-breakpoint
ALTER TABLE "emails" ADD COLUMN "resend_of" uuid;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "done_jobs" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "done_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "email_attempts" ADD CONSTRAINT "email_attempts_email_id_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."emails"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressed_addresses" ADD CONSTRAINT "suppressed_addresses_email_id_emails_id_fk" FOREIGN KEY ("email_id") REFERENCES "public"."emails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "email_attempts_number" ON "email_attempts" USING btree ("email_id","number");--> statement-breakpoint
CREATE INDEX "dead_jobs_state" ON "dead_jobs" USING btree ("state","id");--> statement-breakpoint
ALTER TABLE "emails" ADD CONSTRAINT "emails_resend_of_emails_id_fk" FOREIGN KEY ("resend_of") REFERENCES "public"."emails"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "emails_resend" ON "emails" USING btree ("resend_of") WHERE resend_of is not null;--> statement-breakpoint
CREATE INDEX "outbox_open" ON "outbox" USING btree ("event","payload") WHERE done_at is null and event <> 'email.requested';--> statement-breakpoint
UPDATE "outbox" SET "done_at" = "relayed_at" WHERE "relayed_at" IS NOT NULL;
