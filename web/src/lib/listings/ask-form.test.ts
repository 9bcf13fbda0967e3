// The asks of a form: named by kind there, by position in the api, and never more of them than are ticked.
import type { Ask } from '@exchange/contracts';
import { describe, expect, it } from 'vitest';
import { askValues, readAsks, tickedOnly, toFormPath } from './ask-form.ts';
import { mergeSection } from './merge.ts';

const peers: Ask = { kind: 'peers', topic: 'Training' };
const contract: Ask = { kind: 'contract', valueMin: 5, routes: ['direct'], regions: [], minTermMonths: 36 };

describe('the asks of a form', () => {
  it('come out as they went in, in the order of the form', () => {
    const values = askValues([peers, contract]);
    expect(values.kinds).toEqual(['contract', 'peers']);
    expect(values['asks.contract.routes']).toEqual(['direct']);
    const { kinds, asks } = readAsks(values);
    expect(kinds).toEqual(['contract', 'peers']);
    expect(asks[0]).toMatchObject(contract);
    expect(asks[1]).toEqual({ ...peers, note: null });
    expect(readAsks({})).toEqual({ kinds: [], asks: [] });
  });

  it('keep what is unticked in the form and out of what is sent', () => {
    const values = { ...askValues([peers, contract]), kinds: ['peers', 'nonsense'] };
    expect(readAsks(values)).toMatchObject({ kinds: ['peers'], asks: [{ kind: 'peers' }] });
    expect(Object.keys(tickedOnly(values))).toEqual(['kinds', 'asks.peers.topic']);
  });

  it.each([
    ['asks.1.topic', 'asks.peers.topic'],
    ['asks.0.regions.2', 'asks.contract.regions.2'],
    ['asks.7.topic', 'asks.7.topic'],
    ['asks', 'kinds'],
    ['title', 'title'],
  ])('know %s as %s', (path, name) => {
    expect(toFormPath(path, ['contract', 'peers'])).toBe(name);
  });

  it('of two writers meet: one adds a kind, the other leaves all as it was', () => {
    const [base, theirs] = [askValues([peers]), askValues([peers, contract])];
    const merged = mergeSection(['kinds', 'asks'], base, tickedOnly(base), theirs);
    expect(merged).toMatchObject({ conflicts: [], taken: ['kinds', 'asks'] });
    expect(readAsks(merged.values).kinds).toEqual(['contract', 'peers']);
  });
});
