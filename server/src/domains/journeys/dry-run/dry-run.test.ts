import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../platform/calendar.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createMember, type TestMember } from '../../members/testing.ts';
import { setQuiet } from '../../messaging/testing.ts';
import { signedIn } from '../../operators/testing.ts';
import type { Definition } from '../definition.ts';
import { drawOf } from '../draw.ts';
import { standardKit } from '../kit.ts';
import { announcePaid, careJourney } from '../testing.ts';

// What a drawing would have done with real history, held against what the same definition does when it runs.

const app = await testApp();
const { ctx } = app;
let cookie = '';
let members: readonly TestMember[] = [];

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  await setQuiet(ctx, 'never');
});

const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });

async function drawn(definition: Definition) {
  const drawing = (await call('POST /api/admin/drawings', { name: '试算' })).body;
  const { body } = await call(`PUT /api/admin/drawings/${drawing.id}`, { name: '试算', definition, places: {} });
  return body;
}

/** Parted by chance; one way is told at once, the other after a wait in which an order lets her go. */
const parted = (change: Partial<Definition> = {}): Definition => {
  const told = { template: 'careReminder', channels: ['inbox'] };
  return careJourney({
    start: 'split',
    nodes: [
      { key: 'split', kind: 'random_split', values: { parts: '2', a: 50, b: 50 }, ways: { a: 'now', b: 'wait' } },
      { key: 'now', kind: 'message', values: told, ways: { next: null } },
      { key: 'wait', kind: 'wait', values: { period: 2 * 1440 }, ways: { next: 'later' } },
      { key: 'later', kind: 'message', values: told, ways: { next: null } },
    ],
    ...change,
  });
};

describe('a dry run of a drawing', () => {
  it('says of the past what the journey then does: who comes where, is told, is left alone and why', async () => {
    const drawing = await drawn(parted());
    await call(`POST /api/admin/drawings/${drawing.id}/publication`, { saves: drawing.saves, start: true, move: null });
    members = await Promise.all(Array.from({ length: 16 }, async () => createMember(ctx)));
    for (const member of members) await announcePaid(ctx, member);
    await app.settle();
    await app.advance(DAY_MS);
    for (const member of members.slice(0, 5)) await announcePaid(ctx, member, { first: false });
    await app.settle();
    await app.advance(3 * DAY_MS);

    const again = (await call(`POST /api/admin/journeys/${drawing.journeyId}/drawing`, {})).body;
    const asked = { days: 10 };
    const { body } = await call(`POST /api/admin/drawings/${again.id}/dry-run`, asked);
    const shown = (await call(`GET /api/admin/journeys/${drawing.journeyId}`)).body;
    const came = (key: string) => shown.counts.find((count: { key: string }) => count.key === key).visited;
    expect(body).toMatchObject({ share: 1, knows: true, entered: 16, heldOut: 0 });
    const steps = Object.fromEntries(body.steps.map((one: { node: string; came: number }) => [one.node, one.came]));
    expect([steps.split, steps.now, steps.wait]).toEqual(['split', 'now', 'wait'].map(came));
    const result = (await call(`GET /api/admin/journeys/${drawing.journeyId}/result?onlyComplete=false`)).body;
    const sent = result.messages
      .filter(({ verdict }: { verdict: string }) => verdict === 'send')
      .reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect(body.sent).toBe(sent);
    const over = body.suppressed.find(({ reason }: { reason: string }) => reason === 'goal_reached')?.count ?? 0;
    expect(body.sent + over).toBe(16);
    expect(body.perDay.reduce((sum: number, { entered }: { entered: number }) => sum + entered, 0)).toBe(16);
  });

  it('parts people at an experiment as at any split: each group comes where it would', async () => {
    const { nodes } = parted();
    const values = { parts: '2', a: 50, b: 50, measure: 'goal' };
    const compared = nodes.map((node) => (node.key === 'split' ? { ...node, kind: 'experiment', values } : node));
    const ask = async (definition: Definition) =>
      (await call(`POST /api/admin/drawings/${(await drawn(definition)).id}/dry-run`, { days: 10 })).body;
    const body = await ask(parted({ goal: null, nodes: compared }));
    const came = new Map<string, number>(
      body.steps.map(({ node, came }: { node: string; came: number }) => [node, came]),
    );
    expect(body.sent).toBe(16);
    expect((came.get('now') ?? 0) + (came.get('wait') ?? 0)).toBe(16);
    expect(Math.min(came.get('now') ?? 0, came.get('wait') ?? 0)).toBeGreaterThan(0);
    expect(body.steps.map(({ unknown }: { unknown: boolean }) => unknown)).toEqual([false, false, false, false]);
  });

  it('lets go whom an exit rule would have sent away, by what she did and by what held, and says so', async () => {
    const goods = { kind: 'all', ids: [], exceptProductIds: [] };
    const exits = [{ kind: 'order_paid', values: { goods } }];
    const drawing = await drawn(parted({ goal: null, exits }));
    const { body } = await call(`POST /api/admin/drawings/${drawing.id}/dry-run`, { days: 10 });
    const waits = ({ personNo }: TestMember) => drawOf(drawing.journeyId, 'split', personNo) >= 50;
    const left = members.slice(0, 5).filter(waits).length;
    expect(body).toMatchObject({ entered: 16, left, sent: 16 - left });
    expect(body.suppressed.find(({ reason }: { reason: string }) => reason === 'exited')?.count ?? 0).toBe(left);
    const bought = { kind: 'paid_orders', values: { atLeast: 1, days: 30 } };
    const all = await drawn(parted({ goal: null, exits: [{ kind: 'condition', values: { who: bought } }] }));
    const none = (await call(`POST /api/admin/drawings/${all.id}/dry-run`, { days: 10 })).body;
    expect([none.left > 0, none.left + none.sent]).toEqual([true, 16]);
  });

  it('counts each order where each has a run of its own, and a person once where not', async () => {
    const trigger = { kind: 'order_paid', values: { firstOnly: false } };
    const count = async (reentry: Definition['reentry']) => {
      const { id } = await drawn(parted({ goal: null, trigger, reentry }));
      return (await call(`POST /api/admin/drawings/${id}/dry-run`, { days: 10 })).body.entered;
    };
    expect(await count({ kind: 'by_key', by: 'order', cooldownDays: 0 })).toBe(21);
    expect(await count({ kind: 'by_key', by: 'happening', cooldownDays: 0 })).toBe(21);
    expect(await count({ kind: 'after_exit', cooldownDays: 30 })).toBe(16);
  });

  it('keeps the holdout, the blocked and whoever was told enough out, and says which', async () => {
    const { nodes } = parted();
    const twice = parted({
      goal: null,
      start: 'now',
      holdout: 50,
      nodes: nodes
        .filter(({ key }) => key === 'now' || key === 'later')
        .map((node) => (node.key === 'now' ? { ...node, ways: { next: 'later' } } : node)),
    });
    const { body } = await call(`POST /api/admin/drawings/${(await drawn(twice)).id}/dry-run`, { days: 10 });
    // The second of two messages of one day is above the cap of one a day.
    expect(body).toMatchObject({
      entered: 16,
      heldOut: 8,
      sent: 8,
      suppressed: [{ reason: 'frequency_cap', count: 8 }],
    });
    expect(body.text.zh).toContain('会有 16 人次进入，发出 8 条消息，8 条不发（主要是：达到频次上限）');
  });

  it('takes those of whom history cannot tell by a way that is there', () => {
    const guessed = standardKit.steps.filter(({ rest, would, ways }) => !rest && !would && ways.length > 1);
    expect(guessed.length).toBeGreaterThan(0);
    expect(guessed.filter(({ ways }) => ways.at(-1)?.when).map(({ kind }) => kind)).toEqual([]);
  });

  it('is refused while something is wrong with the drawing', async () => {
    const { body, status } = await call(
      `POST /api/admin/drawings/${(await drawn(parted({ start: 'nowhere' }))).id}/dry-run`,
      { days: 10 },
    );
    expect([status, body.error.code]).toEqual([400, 'journeys.has_problems']);
  });
});
