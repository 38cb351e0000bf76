import { describe, expect, it } from 'vitest';
import { clockOf, governanceSentences } from './governance-sentence.ts';
import { fieldLimit, unknownVariables, withExamples } from './message-text.ts';

const variables = [{ name: 'product', label: '商品', example: '蓝莓' }];

describe('the text of a message', () => {
  it('is previewed with examples, and an unknown variable stays visible', () => {
    expect(withExamples('{{product}} 与 {{ product }} 和 {{price}}', variables)).toBe('蓝莓 与 蓝莓 和 {{price}}');
    expect(unknownVariables('{{product}} {{price}}', variables)).toEqual(['price']);
  });

  it('knows how much WeChat takes by the kind of the field', () => {
    expect(fieldLimit('thing1')).toBe(20);
    expect(fieldLimit('phrase12')).toBe(5);
    expect(fieldLimit('time3')).toBeNull();
  });
});

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
