import { describe, expect, it } from 'vitest';
import { forgetNoted, type Noted, noteCode, readQueue, settleNoted } from './queue.ts';

const noted = (code: string, key = `key-${code}`) => ({ key, code, storeId: 'sto_1', at: '2026-11-28T02:00:00.000Z' });
const queueOf = (...codes: readonly string[]): readonly Noted[] =>
  codes.reduce<readonly Noted[]>((queue, code) => noteCode(queue, noted(code)) ?? queue, []);

describe('codes that are noted while the network is away', () => {
  it('stand once, in the order in which the goods went', () => {
    const queue = queueOf('111', '222', '111');
    expect(queue.map(({ code }) => code)).toEqual(['111', '222']);
    expect(noteCode(queue, noted('222', 'another'))).toBe(null);
  });

  it('wait until somebody answers, and keep the first answer', () => {
    const queue = queueOf('111', '222');
    const away = settleNoted(queue, 'key-111', { kind: 'away' });
    expect(away.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    const refused = settleNoted(away, 'key-111', { kind: 'refused', said: '已取走' });
    const again = settleNoted(refused, 'key-111', { kind: 'done', said: '' });
    expect(again[0]).toMatchObject({ state: 'refused', said: '已取走' });
    expect(again[1]).toMatchObject({ state: 'waiting' });
  });

  it('may be noted again after a conflict, for the goods went out twice then', () => {
    const refused = settleNoted(queueOf('111'), 'key-111', { kind: 'refused', said: '已取走' });
    expect(noteCode(refused, noted('111', 'second'))).toHaveLength(2);
  });

  it('are forgotten once seen, never while they wait', () => {
    const queue = settleNoted(queueOf('111', '222'), 'key-111', { kind: 'done', said: '' });
    expect(forgetNoted(queue, 'key-111').map(({ code }) => code)).toEqual(['222']);
    expect(forgetNoted(queue, 'key-222')).toEqual(queue);
  });

  it('come back from what the browser kept, but for what is broken', () => {
    const queue = queueOf('111');
    expect(readQueue(JSON.stringify([...queue, { code: 1 }, null, 'x']))).toEqual(queue);
    for (const kept of [null, '', '{', '{"a":1}', 'null']) expect(readQueue(kept)).toEqual([]);
  });
});
