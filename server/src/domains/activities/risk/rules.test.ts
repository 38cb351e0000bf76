import { initialValues } from '@huoshui/contracts/form-values';
import { plainWords } from '@huoshui/contracts/words';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { networkOf } from './marks.ts';
import { decide, type RiskFacts, riskForm, saidOf } from './rules.ts';

const count = fc.nat(60);
const shared = fc.record({ people: count, shown: fc.constantFrom('', '118.24.*') });
const facts: fc.Arbitrary<RiskFacts> = fc.record({
  listed: fc.constantFrom(null, plainWords('黑名单')),
  together: fc.record({ device: shared, network: shared, address: shared, payer: shared }),
  anHour: count,
  backs: count,
});
const rules = ['listed', 'device', 'network', 'address', 'payer', 'velocity', 'backs'] as const;
const does = fc.constantFrom('off', 'hold', 'refuse');
const settings = fc
  .tuple(
    fc.tuple(does, does, does, does, does, does, does),
    fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 7, maxLength: 7 }),
  )
  .map(([all, from]) =>
    Object.fromEntries(
      rules.flatMap((rule, n) => [
        [`${rule}Does`, all[n]],
        [`${rule}From`, from[n]],
      ]),
    ),
  );

const manyOf = ({ listed, together, anHour, backs }: RiskFacts) => ({
  ...{ listed: listed === null ? 0 : 1, velocity: anHour, backs },
  ...{ device: together.device.people, network: together.network.people },
  ...{ address: together.address.people, payer: together.payer.people },
});

it('finds what the rules say and nothing else, the strictest wins, and every finding is said in words', () => {
  fc.assert(
    fc.property(settings, facts, (values, known) => {
      const many = manyOf(known);
      const found = rules.filter(
        (rule) =>
          values[`${rule}Does`] !== 'off' && many[rule] >= (rule === 'listed' ? 1 : Number(values[`${rule}From`])),
      );
      const { outcome, reasons } = decide(values, known);
      expect(reasons.map(({ rule }) => rule).toSorted()).toEqual(found.toSorted());
      const strict = found.some((rule) => values[`${rule}Does`] === 'refuse');
      expect(outcome).toBe(strict ? 'refuse' : found.length > 0 ? 'hold' : 'pass');
      for (const { words } of reasons) expect([words.zh, words.en]).not.toContain('');
      if (found.length > 0) expect(saidOf({ reasons }).en).not.toBe('');
    }),
  );
});

it('lets everybody through whom nothing is known of, and a family behind one door', () => {
  const nobody = { people: 1, shown: '' };
  const family = { people: 3, shown: '' };
  const innocent: RiskFacts = {
    ...{ listed: null, anHour: 3, backs: 0 },
    together: { device: { people: 2, shown: '' }, network: family, address: family, payer: nobody },
  };
  expect(decide(initialValues(riskForm.fields), innocent)).toEqual({ outcome: 'pass', reasons: [] });
});

it('shows of an address of the world as much as names no house, and takes none of the house’s own network', () => {
  expect(['118.24.7.9', '::ffff:118.24.7.9', '2408:8000:1::2'].map(networkOf)).toEqual([
    '118.24.*',
    '118.24.*',
    '2408:8000.*',
  ]);
  const own = ['127.0.0.1', '10.0.0.4', '192.168.1.7', '172.20.0.1', '::1', 'fe80::1', 'fd00::2', '::ffff:10.1.2.3'];
  expect(own.map(networkOf)).toEqual(own.map(() => null));
});
