import { verdictReason } from '@huoshui/contracts/words/messaging';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, type Case, endOfQuiet, type GateRules, judge, windowEnds, windowsOf } from './gate.ts';

const RULES: GateRules = {
  quietHours: { enabled: true, from: 22 * 60, to: 8 * 60 },
  perDay: 1,
  perWeek: 3,
  perMonth: 8,
  globalHoldout: 10,
};
const MORNING = new Date('2026-11-21T02:00:00Z'); // 10:00 in Shanghai
const NIGHT = new Date('2026-11-21T15:00:00Z'); // 23:00

function answer(channel: string, may: Answer['may'] = 'ok', more: Partial<Answer> = {}): Answer {
  return { channel, may, until: null, roomAt: null, ...more };
}

function message(change: Partial<Case> = {}): Case {
  return {
    kind: 'marketing',
    noLonger: null,
    answers: [answer('first'), answer('second')],
    blocked: false,
    enabled: true,
    bucket: 50,
    used: { day: 0, week: 0, month: 0 },
    roomAt: null,
    again: false,
    ...change,
  };
}

describe('the gate', () => {
  it('sends by the first channel that may be used, and says why not by the earlier ones', () => {
    expect(judge(message(), RULES, MORNING)).toMatchObject({ verdict: 'send', channel: 'first', passedOver: [] });
    const answers = [answer('first', 'no_consent'), answer('second', 'window_closed'), answer('third')];
    expect(judge(message({ answers }), RULES, MORNING)).toEqual({
      verdict: 'send',
      reason: 'ok',
      channel: 'third',
      passedOver: [
        { channel: 'first', reason: 'no_consent' },
        { channel: 'second', reason: 'window_closed' },
      ],
    });
  });

  it('says why nothing can be used: what the first wanted channel said, and of the others each', () => {
    const answers = [answer('first', 'refused'), answer('second', 'no_address')];
    expect(judge(message({ answers }), RULES, MORNING)).toEqual({
      verdict: 'suppress',
      reason: 'refused',
      channel: 'first',
      passedOver: [{ channel: 'second', reason: 'no_address' }],
    });
    expect(judge(message({ answers: [] }), RULES, MORNING).reason).toBe('no_channel');
  });

  it('asks consent before the holdout, the holdout before the caps, the caps before quiet hours, these before the rate', () => {
    const capped = { used: { day: 1, week: 1, month: 1 } };
    const answers = [answer('first', 'no_consent')];
    const soon = { roomAt: new Date(NIGHT.getTime() + 1000) };
    expect(judge(message({ answers, bucket: 3, ...capped, ...soon }), RULES, NIGHT).reason).toBe('no_consent');
    expect(judge(message({ bucket: 3, ...capped, ...soon }), RULES, NIGHT).reason).toBe('holdout');
    expect(judge(message({ ...capped, ...soon }), RULES, NIGHT).reason).toBe('frequency_cap');
    expect(judge(message(soon), RULES, NIGHT)).toMatchObject({
      verdict: 'defer',
      reason: 'quiet_hours',
      until: new Date('2026-11-22T00:00:00Z'),
    });
    expect(judge(message(soon), RULES, MORNING)).toMatchObject({
      verdict: 'defer',
      reason: 'rate',
      until: soon.roomAt,
    });
  });

  it('lets a message about her own order through at night, capped or held out, but not faster than its platform takes it', () => {
    const own = message({ kind: 'service', bucket: 0, used: { day: 9, week: 9, month: 9 } });
    expect(judge({ ...own, roomAt: MORNING }, RULES, NIGHT).verdict).toBe('send');
    expect(judge({ ...own, blocked: true }, RULES, NIGHT).reason).toBe('blocked');
    expect(judge({ ...own, enabled: false }, RULES, NIGHT).reason).toBe('template_off');
    const slow = [answer('first', 'ok', { roomAt: new Date(NIGHT.getTime() + 1000) })];
    expect(judge({ ...own, answers: slow }, RULES, NIGHT)).toMatchObject({ verdict: 'defer', reason: 'rate' });
  });

  it('keeps what a channel did not take for the next window instead of dropping it', () => {
    const used = { day: 1, week: 3, month: 3 };
    expect(judge(message({ used }), RULES, MORNING).verdict).toBe('suppress');
    expect(judge(message({ used, again: true }), RULES, MORNING)).toMatchObject({
      verdict: 'defer',
      reason: 'frequency_cap',
      until: new Date('2026-11-22T16:00:00Z'), // Monday
    });
    const until = new Date('2026-11-21T16:00:00Z');
    const answers = [answer('first', 'channel_cap', { until })];
    expect(judge(message({ answers, again: true }), RULES, MORNING)).toMatchObject({ verdict: 'defer', until });
  });
});

const cases = fc.record<Case>({
  kind: fc.constantFrom('service', 'marketing'),
  noLonger: fc.constantFrom(null, null, null, 'exited', 'goal_over', 'benefit_gone', 'paused'),
  answers: fc.uniqueArray(
    fc.record<Answer>({
      channel: fc.constantFrom('a', 'b', 'c', 'd'),
      may: fc.constantFrom(
        'ok',
        'no_channel',
        'no_address',
        'no_content',
        'no_consent',
        'refused',
        'window_closed',
        'channel_cap',
        'channel_refused',
      ),
      until: fc.option(fc.date({ min: MORNING, max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })),
      roomAt: fc.option(fc.date({ min: MORNING, max: new Date('2026-12-31T00:00:00Z'), noInvalidDate: true })),
    }),
    { selector: ({ channel }) => channel },
  ),
  blocked: fc.boolean(),
  enabled: fc.boolean(),
  bucket: fc.integer({ min: 0, max: 99 }),
  used: fc.record({ day: fc.nat(3), week: fc.nat(6), month: fc.nat(12) }),
  roomAt: fc.option(fc.constant(new Date('2026-12-31T00:00:00Z'))),
  again: fc.boolean(),
});
const rules = fc.record<GateRules>({
  quietHours: fc.record({
    enabled: fc.boolean(),
    from: fc.integer({ min: 0, max: 1439 }),
    to: fc.integer({ min: 0, max: 1439 }),
  }),
  perDay: fc.nat(3),
  perWeek: fc.nat(6),
  perMonth: fc.nat(12),
  globalHoldout: fc.integer({ min: 0, max: 50 }),
});
const times = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('whatever is asked of the gate', () => {
  it('it decides, with a reason that has words', () => {
    fc.assert(
      fc.property(cases, rules, times, (message, rules, now) => {
        const verdict = judge(message, rules, now);
        expect(verdictReason).toHaveProperty(verdict.reason);
        expect(verdict.reason === 'ok').toBe(verdict.verdict === 'send');
        const names = message.answers.map(({ channel }) => channel);
        expect(message.answers.length === 0 || names.includes(verdict.channel)).toBe(true);
      }),
    );
  });

  it('nothing goes out without consent, to the blocked, held out, above caps, in quiet hours or without room', () => {
    fc.assert(
      fc.property(cases, rules, times, (message, rules, now) => {
        const verdict = judge(message, rules, now);
        if (verdict.verdict !== 'send') return;
        const chosen = message.answers.find(({ channel }) => channel === verdict.channel);
        expect(chosen).toMatchObject({ may: 'ok', roomAt: null });
        expect(message).toMatchObject({ blocked: false, enabled: true });
        if (message.kind === 'service') return;
        expect(message.bucket).toBeGreaterThanOrEqual(rules.globalHoldout);
        expect(message.used.day < rules.perDay && message.used.week < rules.perWeek).toBe(true);
        expect(message.used.month).toBeLessThan(rules.perMonth);
        expect(endOfQuiet(rules, now)).toBeNull();
        expect(message.roomAt).toBeNull();
      }),
    );
  });

  it('no later channel is taken while an earlier one may be, and each earlier one has its reason', () => {
    fc.assert(
      fc.property(cases, rules, times, (message, rules, now) => {
        const verdict = judge(message, rules, now);
        const place = message.answers.findIndex(({ channel }) => channel === verdict.channel);
        const earlier = message.answers.slice(0, Math.max(0, place));
        expect(earlier.every(({ may }) => may !== 'ok')).toBe(true);
        expect(verdict.passedOver.slice(0, earlier.length)).toEqual(
          earlier.map(({ channel, may }) => ({ channel, reason: may })),
        );
      }),
    );
  });

  it('sends nothing that whoever asked for it no longer stands behind, whatever its kind', () => {
    fc.assert(
      fc.property(cases, rules, (message, rules) => {
        const verdict = judge(message, rules, MORNING);
        if (message.noLonger)
          expect([verdict.verdict, verdict.reason]).toEqual([
            message.noLonger === 'paused' ? 'defer' : 'suppress',
            message.noLonger,
          ]);
      }),
    );
  });

  it('what waits, waits for a moment to come', () => {
    fc.assert(
      fc.property(cases, rules, (message, rules) => {
        const verdict = judge(message, rules, MORNING);
        if (verdict.verdict !== 'defer') return;
        expect(verdict.until === null).toBe(message.noLonger === 'paused');
        if (verdict.until) expect(verdict.until.getTime()).toBeGreaterThanOrEqual(MORNING.getTime());
      }),
    );
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

  it('end where the next one begins', () => {
    fc.assert(
      fc.property(times, fc.constantFrom('day', 'week', 'month'), (now, window) => {
        const end = windowEnds(now)[window];
        expect(end.getTime()).toBeGreaterThan(now.getTime());
        expect(windowsOf(new Date(end.getTime() - 1))[window]).toBe(windowsOf(now)[window]);
        expect(windowsOf(end)[window]).not.toBe(windowsOf(now)[window]);
      }),
    );
  });
});
