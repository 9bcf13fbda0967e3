// What is worth a second look: each warning alone, its edges, and nothing about a listing that is well written.
import { describe, expect, it } from 'vitest';
import { Ask } from './asks.ts';
import { evidenceLevelOf } from './evidence-levels.ts';
import { problemOfEvidenceLevel, type EvidenceAnswer } from './evidence.ts';
import { warningsOf } from './warnings.ts';

const of = (ask: object) => warningsOf({ asks: [Ask.parse(ask)] }).map(({ path }) => path);

describe('warningsOf', () => {
  it('has nothing to say of an empty draft', () => {
    expect(warningsOf({})).toEqual([]);
    expect(warningsOf({ asks: [], outcomes: [], evidence: [] })).toEqual([]);
  });

  it.each([
    [{ kind: 'contract', minTermMonths: 35 }, ['asks.0.minTermMonths']],
    [{ kind: 'contract', minTermMonths: 36 }, []],
    [{ kind: 'contract' }, []],
    [{ kind: 'contract', valueMin: 1_000, valueMax: 20_001 }, ['asks.0.valueMax']],
    [{ kind: 'contract', valueMin: 1_000, valueMax: 20_000 }, []],
    [{ kind: 'contract', valueMin: 0, valueMax: 20_000 }, []],
    [{ kind: 'investment', instruments: ['grant'] }, []],
    [{ kind: 'investment', instruments: ['grant', 'quasi_equity'] }, ['asks.0.repaymentYears']],
    [{ kind: 'investment', instruments: ['loan'], repaymentYears: 5 }, []],
    [{ kind: 'investment', amountMin: 1, amountMax: 100, instruments: [] }, ['asks.0.amountMax']],
    [{ kind: 'research', dataHeld: '' }, ['asks.0.dataHeld']],
    [{ kind: 'research', dataHeld: 'Ten years of records' }, []],
    [{ kind: 'research', dataHeld: 'x', budgetMin: 1, budgetMax: 21 }, ['asks.0.budgetMax']],
    [{ kind: 'peers', topic: 'Anything' }, []],
  ])('of %j warns at %j', (ask, paths) => {
    expect(of(ask)).toEqual(paths);
  });

  it('cites the plan where it takes a norm from it', () => {
    const [found] = warningsOf({ asks: [Ask.parse({ kind: 'contract', minTermMonths: 12 })] });
    expect(found?.message).toContain('Partnership in Public Services, paragraph 86');
  });

  it('looks at what a level rests on', () => {
    const item = { kind: 'evaluation' as const, title: 'A report' };
    expect(warningsOf({ evidenceLevel: 1 })).toMatchObject([{ path: 'evidenceAnswers' }]);
    expect(warningsOf({ evidenceLevel: 2, evidenceAnswers: ['described', 'measured'] })).toMatchObject([
      { path: 'evidence' },
    ]);
    const compared = { evidenceLevel: 3, evidenceAnswers: ['described', 'measured', 'compared'] as EvidenceAnswer[] };
    expect(warningsOf({ ...compared, evidence: [item] })).toMatchObject([{ path: 'evidence' }]);
    expect(warningsOf({ ...compared, evidence: [{ ...item, comparisonGroup: true }] })).toEqual([]);
    expect(warningsOf({ outcomes: [{ name: 'Cost', ours: 1 }] })).toMatchObject([{ path: 'outcomes.0.source' }]);
  });
});

describe('the level of evidence', () => {
  it.each<[EvidenceAnswer[], number]>([
    [[], 0],
    [['described'], 1],
    [['described', 'measured'], 2],
    [['measured', 'described', 'compared'], 3],
    [['described', 'measured', 'compared', 'confirmed'], 4],
    [['described', 'measured', 'compared', 'confirmed', 'replicated'], 5],
    // A gap ends the count: each level takes in those below it.
    [['measured', 'compared', 'replicated'], 0],
    [['described', 'compared', 'confirmed'], 1],
  ])('%j comes to %i', (answers, level) => {
    expect(evidenceLevelOf(answers)).toBe(level);
  });

  it('may be claimed lower than the answers come to, never higher', () => {
    const evidenceAnswers: EvidenceAnswer[] = ['described', 'measured'];
    for (const evidenceLevel of [0, 1, 2])
      expect(problemOfEvidenceLevel({ evidenceLevel, evidenceAnswers })).toBeNull();
    expect(problemOfEvidenceLevel({ evidenceLevel: 3, evidenceAnswers })).toMatch(/^must be 2 or lower/);
    expect(problemOfEvidenceLevel({ evidenceLevel: 3, evidenceAnswers: [] })).toBeNull();
    expect(problemOfEvidenceLevel({ evidenceAnswers })).toBeNull();
  });
});
