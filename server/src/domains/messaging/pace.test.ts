import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../platform/db.ts';
import { putSetting } from '../../platform/settings.ts';
import { alone } from '../../platform/testing/alone.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember } from '../members/testing.ts';
import { channels } from './channels/index.ts';
import { dispatchDue } from './dispatch.ts';
import { takeDue } from './due.ts';
import { governanceSetting } from './governance.ts';
import { queueMessages } from './queue.ts';

// No worker runs here: a batch is judged when the test says so.
const app = await testApp({ env: { ROLE: 'api' } });
const { ctx } = app;

async function ask(count: number, template: 'couponArrived' | 'orderShipped', cause: string): Promise<void> {
  const members = await Promise.all(Array.from({ length: count }, async () => createMember(ctx)));
  await inTransaction(ctx, async (ctx) =>
    queueMessages(
      ctx,
      members.map(({ id, personNo }) => ({
        key: `${cause}:${id}`,
        memberId: id,
        personNo,
        templateKey: template,
        channels: ['inbox'],
        variables: {
          coupon: '券',
          sentence: '减 10',
          until: '今天',
          orderId: 'o',
          number: 'N1',
          company: '顺丰',
          waybill: 'SF1',
        },
        because: { kind: 'test', id: cause, label: '测试' },
      })),
    ),
  );
}

describe('when more is asked for than the shop sends in a second', () => {
  it('takes what is about somebody’s own order first, however much has waited for longer', async () => {
    await ask(300, 'couponArrived', 'crowd');
    await ask(1, 'orderShipped', 'hers');
    await inTransaction(ctx, async (ctx) => {
      const due = await takeDue(ctx, 50);
      expect([due.length, due[0]?.causeId, due[1]?.causeId]).toEqual([50, 'hers', 'crowd']);
    });
  });

  it('tells each once that it waits, with its second, and judges it once more when that has come', async () => {
    await putSetting(ctx, governanceSetting, {
      ...governanceSetting.initial,
      rate: 20,
      quietHours: { enabled: false, from: 0, to: 0 },
    });
    const start = ctx.now();
    const dispatch = dispatchDue(app.running.wechat, channels, []);
    let judged = 0;
    for (let second = 0; second < 40; second += 1) {
      const then = { ...ctx, now: () => new Date(start.getTime() + 1_000 + second * 1_000) };
      for (let some = await dispatch.run(then, alone); some > 0; some = await dispatch.run(then, alone)) judged += some;
    }
    const { rows } = await sql<{ state: string; count: number }>`
      select state, count(*)::int as count from messaging.outbound where cause_id = 'crowd' group by 1
    `.execute(ctx.db);
    expect(rows).toEqual([{ state: 'accepted', count: 300 }]);
    const { rows: told } = await sql<{ most: number; times: number }>`
      select max(count)::int as most, count(distinct until)::int as times from (
        select payload->>'outboundId', min(payload->>'until') as until, count(*) from platform.event
        where type = 'message.deferred' group by 1
      ) as of_each
    `.execute(ctx.db);
    expect(told[0]).toEqual({ most: 1, times: 14 });
    expect(judged).toBeLessThanOrEqual(2 * 301);
  });
});
