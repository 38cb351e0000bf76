import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { discountKinds } from '../kinds.ts';
import { runCases } from './run-cases.ts';

const documented = path.resolve(import.meta.dirname, '../../../../../docs/operations/quote-cases.md');
const now = '2026-11-20T12:00:00+08:00';
const noCoupon = () => ({ problem: { at: '', words: { zh: '没有券', en: 'No coupons here' } } });
const run = (json: unknown) => runCases({ kinds: discountKinds, asCoupon: noCoupon }, json);
const minus = (off: number, threshold = 0) => ({ kind: 'amount_off', values: { tiers: [{ threshold, off }] } });
const aCase = (rest: object = {}) => ({
  name: 'one',
  now,
  lines: [{ sku: 'a', unitPrice: 900, quantity: 1 }],
  ...rest,
});

describe('a case of prices', () => {
  it('says what came out otherwise and where, and holds nothing against what is not expected', () => {
    const [met, missed] = run([
      aCase({ rules: [minus(100)], expected: { totals: { payable: 800 } } }),
      aCase({ rules: [minus(100)], expected: { totals: { payable: 700 }, lines: [] } }),
    ]);
    expect(met?.differences).toEqual([]);
    expect(missed?.differences).toEqual([
      { at: 'totals.payable', expected: 700, actual: 800 },
      expect.objectContaining({ at: 'lines', expected: [] }),
    ]);
  });

  it('takes one case, a list of them, or a file of them', () => {
    expect([aCase(), [aCase()], { cases: [aCase()] }].map((json) => run(json).length)).toEqual([1, 1, 1]);
  });

  it('refuses a rule that the console would not save, naming the field, and goes on with the next case', () => {
    const [bad, unknown, good] = run([
      aCase({ rules: [minus(200, 100)] }),
      aCase({ rules: [{ kind: 'magic', values: {} }] }),
      aCase(),
    ]);
    expect(bad).toMatchObject({ quote: null, differences: [{ at: 'rules.0.values.tiers.0.off' }] });
    expect(unknown).toMatchObject({ quote: null, differences: [{ at: 'rules.0.kind' }] });
    expect(good).toMatchObject({ differences: [], quote: { totals: { payable: 900 } } });
  });

  it('is no case when it has a field that nobody reads, or nothing in it', () => {
    expect(() => run([aCase({ wallets: {} })])).toThrow('/cases/0/wallets');
    expect(() => run({ cases: [] })).toThrow('no file of cases');
  });

  it('keeps windows half-open: a rule holds at its first instant and no more at its last', () => {
    const during = (startsAt: string, endsAt: string) => aCase({ rules: [{ ...minus(100), startsAt, endsAt }] });
    const payable = run([during(now, '2026-11-20T12:00:01+08:00'), during('2026-11-19T00:00:00Z', now)]).map(
      ({ quote }) => quote?.totals.payable,
    );
    expect(payable).toEqual([800, 900]);
  });
});

describe('the documented cases', async () => {
  const text = await readFile(documented, 'utf8');
  const blocks = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']): unknown => JSON.parse(json));

  it('show every kind that promotions may be of', () => {
    const shown = discountKinds.filter(({ kind }) => text.includes(`"kind": "${kind}"`));
    expect(shown).toEqual(discountKinds);
  });

  it.each(blocks.filter((block) => !JSON.stringify(block).includes('"wallet"')))('hold: $name', (block) => {
    expect(run(block).flatMap(({ differences }) => differences)).toEqual([]);
  });
});
