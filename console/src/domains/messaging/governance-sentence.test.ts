import { describe, expect, it } from 'vitest';
import { clockOf, governanceSentences } from './governance-sentence.ts';

describe('the rules of sending, read aloud', () => {
  const words = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    `${key}(${Object.values(values).join(' ')})`;
  const rules = {
    quietHours: { enabled: true, from: 1320, to: 480 },
    perDay: 2,
    perWeek: 5,
    perMonth: 12,
    globalHoldout: 5,
    rate: 50,
  };

  it('say that a span over midnight ends the next day', () => {
    expect(clockOf(1320)).toBe('22:00');
    expect(governanceSentences(rules, words)).toEqual([
      'sentence_caps(2 5 12)',
      'sentence_quiet(22:00 sentence_next_day(08:00))',
      'sentence_holdout(5%)',
    ]);
  });

  it('warn that a daily cap of nothing stops all marketing', () => {
    const silent = { ...rules, perDay: 0, globalHoldout: 0, quietHours: { ...rules.quietHours, enabled: false } };
    expect(governanceSentences(silent, words)).toEqual(['sentence_none()']);
  });
});
