import { describe, expect, it } from 'vitest';
import { type Case, endOfQuiet, type GateRules, judge, windowsOf } from './gate.ts';

const RULES: GateRules = {
  quietHours: { enabled: true, from: 22 * 60, to: 8 * 60 },
  perDay: 1,
  perWeek: 3,
  perMonth: 8,
  globalHoldout: 10,
};
const MORNING = new Date('2026-11-21T02:00:00Z'); // 10:00 in Shanghai

function message(change: Partial<Case> = {}): Case {
  return {
    kind: 'marketing',
    channels: ['subscribe', 'inbox'],
    blocked: false,
    enabled: true,
    hasOpenid: true,
    consent: { remaining: 1, refused: false },
    bucket: 50,
    used: { day: 0, week: 0, month: 0 },
    roomInRate: true,
    ...change,
  };
}

describe('the gate', () => {
  it('sends by the first channel that may be used', () => {
    expect(judge(message(), RULES, MORNING)).toMatchObject({ verdict: 'send', channel: 'subscribe' });
    const unasked = { consent: { remaining: 0, refused: false } };
    expect(judge(message(unasked), RULES, MORNING)).toMatchObject({ verdict: 'send', channel: 'inbox' });
  });

  it('says why nothing can be used', () => {
    const only = { channels: ['subscribe'] as const };
    expect(judge(message({ ...only, consent: { remaining: 0, refused: false } }), RULES, MORNING).reason).toBe(
      'no_consent',
    );
    expect(judge(message({ ...only, consent: { remaining: 0, refused: true } }), RULES, MORNING).reason).toBe(
      'refused',
    );
    expect(judge(message({ ...only, hasOpenid: false }), RULES, MORNING).reason).toBe('no_address');
  });

  it('asks consent before the holdout, the holdout before the caps, the caps before quiet hours', () => {
    const night = new Date('2026-11-21T15:00:00Z'); // 23:00
    const capped = { used: { day: 1, week: 1, month: 1 } };
    expect(judge(message({ bucket: 3, ...capped }), RULES, night).reason).toBe('holdout');
    expect(judge(message(capped), RULES, night).reason).toBe('frequency_cap');
    expect(judge(message(), RULES, night)).toMatchObject({
      verdict: 'defer',
      reason: 'quiet_hours',
      until: new Date('2026-11-22T00:00:00Z'),
    });
  });

  it('lets a message about her own order through at night, capped or held out', () => {
    const night = new Date('2026-11-21T15:00:00Z');
    const own = message({ kind: 'service', bucket: 0, used: { day: 9, week: 9, month: 9 } });
    expect(judge(own, RULES, night).verdict).toBe('send');
    expect(judge({ ...own, blocked: true }, RULES, night).reason).toBe('blocked');
  });
});

describe('quiet hours', () => {
  it('span midnight, begin with their first minute and end with their last', () => {
    const at = (time: string) => endOfQuiet(RULES, new Date(`2026-11-21T${time}:00+08:00`))?.toISOString() ?? null;
    expect(at('21:59')).toBeNull();
    expect(at('22:00')).toBe('2026-11-22T00:00:00.000Z');
    expect(at('07:59')).toBe('2026-11-21T00:00:00.000Z');
    expect(at('08:00')).toBeNull();
  });

  it('are never when they begin where they end', () => {
    const rules = { ...RULES, quietHours: { enabled: true, from: 600, to: 600 } };
    expect(endOfQuiet(rules, MORNING)).toBeNull();
  });
});

describe('windows', () => {
  it('are calendar days, weeks from Monday and months in Shanghai', () => {
    expect(windowsOf(new Date('2026-11-30T16:30:00Z'))).toEqual({
      day: 'day:2026-12-01',
      week: 'week:2026-11-30',
      month: 'month:2026-12',
    });
  });
});
