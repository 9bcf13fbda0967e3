CREATE TABLE "digest_slots" (
	"frequency" text NOT NULL,
	"slot" text NOT NULL,
	"completed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "digest_slots_frequency_slot_pk" PRIMARY KEY("frequency","slot")
);
