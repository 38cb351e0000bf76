import { describe, expect, it } from 'vitest';
import { bodyOf, type Kind, newPromotion, ownValues, type Promotion, turnedTo, valuesOf } from './promotion-values.ts';

const words = (zh: string) => ({ zh, en: zh });
const field = (key: string) => ({ key, label: words(key), kind: 'count' as const, min: 1, max: 9 });
const kind = (name: string, keys: readonly string[]): Kind => ({
  kind: name,
  words: words(name),
  about: words(''),
  fields: ['name', 'scope', ...keys].map(field),
  initial: { name: '', scope: { kind: 'all' }, ...Object.fromEntries(keys.map((key) => [key, 1])) },
});
const [money, piece] = [kind('amount_off', ['tiers']), kind('nth_piece', ['nth'])];
const days = { from: '2026-11-21', to: '2026-11-22' };

describe('a promotion', () => {
  it('starts as the first kind of the palette', () => {
    expect(newPromotion([money, piece])).toEqual({ ...money.initial, kind: 'amount_off', days: null });
  });

  it('runs from the first midnight to the midnight after its last day', () => {
    const body = bodyOf(money, { ...newPromotion([money]), days }, null);
    expect(body).toMatchObject({ startsAt: '2026-11-20T16:00:00.000Z', endsAt: '2026-11-22T16:00:00.000Z' });
  });

  it('is not sent without days', () => {
    expect(bodyOf(money, newPromotion([money]), null)).toBeNull();
  });

  it('keeps the hours that somebody else gave it while its days stay', () => {
    const noon: Promotion = {
      id: 'prm_1',
      name: '午间',
      kind: 'amount_off',
      kindWords: words('满减'),
      values: {},
      startsAt: '2026-11-21T04:00:00.000Z',
      endsAt: '2026-11-22T06:00:00.000Z',
      state: 'running',
      sentence: words(''),
    };
    const values = valuesOf(noon);
    expect(values.days).toEqual(days);
    expect(bodyOf(money, values, noon)).toMatchObject({ startsAt: noon.startsAt, endsAt: noon.endsAt });
    expect(bodyOf(money, { ...values, days: { from: '2026-11-21', to: '2026-11-23' } }, noon)).toMatchObject({
      startsAt: noon.startsAt,
      endsAt: '2026-11-23T16:00:00.000Z',
    });
  });

  it('turned to another kind keeps its name and goods, and sends nothing of the kind before', () => {
    const turned = turnedTo(piece, { name: '周末', scope: { kind: 'all' }, tiers: 3 });
    expect(turned).toEqual({ name: '周末', scope: { kind: 'all' }, nth: 1 });
    expect(ownValues(piece, { ...turned, tiers: 3, days })).toEqual(turned);
  });
});
