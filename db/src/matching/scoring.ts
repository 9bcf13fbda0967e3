// The score of a listing and an interest that fit: SQL over the aliases of gates.ts. No I/O.
import { tunedSignals, type TunedSignal } from '@exchange/contracts';
import { sql, type SQL } from 'drizzle-orm';
import {
  hasRange,
  isFitting,
  isInside,
  isUnstated,
  moneyKinds,
  namesArea,
  namesAsk,
  namesPlace,
  type MoneyKind,
} from './gates.ts';
import { mostOfTuned, weights } from './weights.ts';

const points = (value: number) => sql.raw(String(value));

const moneyPoints = (kind: MoneyKind) => sql`case
  when not ${isFitting(kind)} then 0
  when not ${hasRange(kind)} then ${points(weights.money.any)}
  when ${isUnstated(kind)} then ${points(weights.money.notStated)}
  when ${isInside(kind)} then ${points(weights.money.inside)}
  else ${points(weights.money.partly)} end`;

/** The best of the asks that fit. */
const bestMoney = sql`greatest(${sql.join(moneyKinds.map(moneyPoints), sql`, `)},
  case when ${isFitting('peers')} then ${points(weights.money.any)} else 0 end)`;

const either = (condition: SQL, weight: { named: number; any: number }) =>
  sql`case when ${condition} then ${points(weight.named)} else ${points(weight.any)} end`;

const { serviceArea, place, beneficiaries, evidence, words, verified } = weights;

/** SQL: the points of the signals that an organisation's own acts may tune. */
const tuned: Readonly<Record<TunedSignal, SQL>> = {
  money: bestMoney,
  serviceArea: sql`case when not ${namesArea} then ${points(serviceArea.any)}
      when g.areas && l.service_areas then ${points(serviceArea.exact)}
      else ${points(serviceArea.within)} end`,
  place: sql`case when not ${namesPlace} then ${points(place.any)}
      when l.national then ${points(place.national)}
      when g.places && l.local_authorities then ${points(place.localAuthority)}
      else ${points(place.region)} end`,
  evidence: sql`case when f.reviewed_level is not null
      then least(f.reviewed_level * ${points(evidence.reviewedLevel)}, ${points(evidence.mostReviewed)})
      else least(f.evidence_level, ${points(evidence.mostSelfAssessed)}) end`,
};

/** SQL: the sum of the points in weights.ts, as for all. */
const plain: SQL = sql`(
  ${either(namesAsk, weights.ask)}
  + ${sql.join(Object.values(tuned), sql` + `)}
  + ${either(sql`i.stage_mask <> 0`, weights.stage)}
  + ${either(sql`i.innovation_type_mask <> 0`, weights.innovationType)}
  + case when i.beneficiary_mask = 0 then ${points(beneficiaries.any)}
      when i.beneficiary_mask & ~f.beneficiary_mask = 0 then ${points(beneficiaries.all)}
      else ${points(beneficiaries.some)} end
  + case when i.words is null then ${points(words.any)} else ${points(words.found)} end
  + ${either(sql`i.verified_only`, verified)})`;

/** SQL: a sum over the tuned signals of something times how far its weight is from that for all, in hundredths. */
const moved = (of: (signal: TunedSignal) => SQL) =>
  sql.join(
    tunedSignals.map((signal) => sql`(${of(signal)}) * ((i.tuning->>${sql.raw(`'${signal}'`)})::int - 100)`),
    sql` + `,
  );

/**
 * SQL: 0–100. With tuned weights it is the share of all points there are to have by those weights, so it stays within 0–100 and
 * 100 stays what meets everything in full.
 */
export const score: SQL = sql`(case when i.tuning is null then ${plain}
  else round(100.0 * (100 * ${plain} + ${moved((signal) => tuned[signal])})
    / (10000 + ${moved((signal) => points(mostOfTuned[signal]))})) end)::smallint`;
