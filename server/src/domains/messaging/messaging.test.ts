import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { queueMessages } from './queue.ts';
import { setQuiet } from './testing.ts';

const app = await testApp();
const { ctx } = app;
beforeAll(async () => {
  await setQuiet(ctx, 'never');
});

let asked = 0;
async function ask(members: readonly TestMember[], key?: string): Promise<void> {
  asked += 1;
  await inTransaction(ctx, async (ctx) =>
    queueMessages(
      ctx,
      members.map((m) => ({
        key: key ?? `test:${asked}:${m.id}`,
        memberId: m.id,
        personNo: m.personNo,
        templateKey: 'couponArrived',
        channels: ['inbox'] as const,
        variables: { coupon: '满减券', sentence: '满 39 减 10', until: '2026年12月1日', category: '水果' },
        because: { kind: 'test', id: 'test', label: '测试' },
      })),
    ),
  );
  await app.settle();
}

async function verdictsOf(member: TestMember): Promise<string[]> {
  const { rows } = await sql<{ text: string }>`
    select state || ' ' || reason as text from messaging.outbound where person_no = ${member.personNo} order by created_at, id
  `.execute(ctx.db);
  return rows.map((r) => r.text);
}

describe('a message', () => {
  it('is asked for once, however often', async () => {
    const member = await createMember(ctx);
    await ask([member], 'once');
    await ask([member], 'once');
    expect(await verdictsOf(member)).toEqual(['accepted ok']);
  });

  it('beyond the day’s cap is suppressed, and goes again the next day', async () => {
    const member = await createMember(ctx);
    await ask([member]);
    await ask([member]);
    expect(await verdictsOf(member)).toEqual(['accepted ok', 'suppressed frequency_cap']);
    await app.advance(DAY_MS);
    await ask([member]);
    expect((await verdictsOf(member)).at(-1)).toBe('accepted ok');
  });

  it('is counted truly when many are asked for the same person at once', async () => {
    const member = await createMember(ctx);
    await Promise.all(Array.from({ length: 12 }, async (_, i) => ask([member], `burst:${i}`)));
    await app.settle();
    const verdicts = await verdictsOf(member);
    expect(verdicts.filter((v) => v === 'accepted ok')).toHaveLength(1);
    expect(verdicts.filter((v) => v === 'suppressed frequency_cap')).toHaveLength(11);
  });

  it('lies in her inbox, is read and opened by her alone', async () => {
    const [hers, other] = [await createMember(ctx), await createMember(ctx)];
    await ask([hers]);
    const inbox = (await app.call('GET /api/shop/inbox', { token: hers.token })).body;
    expect(inbox).toMatchObject({ unread: 1, items: [{ title: '送你一张水果券，下单就能用' }] });
    const { id } = inbox.items[0];
    expect((await app.call(`PUT /api/shop/inbox/${id}/read`, { token: other.token })).status).toBe(404);
    await app.call('POST /api/shop/message-opens', { token: other.token, body: { id } });
    await app.call('POST /api/shop/message-opens', { token: hers.token, body: { id } });
    const opened = await sql<{ personNo: number }>`
      select person_no from platform.event where type = 'message.opened' and payload->>'outboundId' = ${id}
    `.execute(ctx.db);
    expect(opened.rows).toEqual([{ personNo: hers.personNo }]);
  });
});

describe('the summary of messages', () => {
  it('opens, by each of its numbers, as many messages of the same days', async () => {
    const { cookie } = await signedIn(ctx, 'viewer');
    const get = async (address: string) => (await app.call(`GET /api/admin/outbound${address}`, { cookie })).body;
    await ask([await createMember(ctx), await createMember(ctx)]);
    await app.advance(31 * DAY_MS);
    await ask([await createMember(ctx)]);
    const compared: number[] = [];
    for (const days of [30, 90]) {
      const summary = await get(`/summary?days=${days}`);
      expect(summary, JSON.stringify(summary)).toHaveProperty('byReason');
      const figures = {
        'state=accepted': summary.sent,
        'opened=yes': summary.opened,
        'state=queued&verdict=defer': summary.deferred,
        'state=suppressed': summary.suppressed,
        'state=failed': summary.failed,
        'state=unknown': summary.unknown,
        ...Object.fromEntries(
          summary.byReason.map(({ reason, count }: { reason: string; count: number }) => [`reason=${reason}`, count]),
        ),
      };
      for (const [which, count] of Object.entries(figures))
        expect([which, (await get(`?limit=1&days=${days}&${which}`)).total]).toEqual([which, count]);
      compared.push(summary.sent, summary.opened, summary.suppressed);
    }
    // Both spans say something, and not the same.
    const [sent = 0, , , sentInMore = 0, openedInMore = 0, suppressedInMore = 0] = compared;
    expect(sentInMore).toBeGreaterThan(sent);
    expect(Math.min(sent, openedInMore, suppressedInMore)).toBeGreaterThan(0);
  });
});

describe('a template', () => {
  it('refuses words that WeChat would refuse, and variables that do not exist, each at its field', async () => {
    const { cookie } = await signedIn(ctx, 'owner');
    const list = await app.call('GET /api/admin/message-templates', { cookie });
    const care = list.body.items.find((t: { key: string }) => t.key === 'careReminder');
    const { values } = care.contents.find((c: { channel: string }) => c.channel === 'subscribe');
    const change = async (text: string) =>
      app.call(`PUT /api/admin/message-templates/${care.id}/contents/subscribe`, {
        cookie,
        body: { values: { ...values, time3: text } },
      });
    const refused = async (text: string) => (await change(text)).body.error.details.problems;
    expect(await refused('随时')).toMatchObject([{ at: 'time3', words: { en: expect.stringContaining('form') } }]);
    expect(await refused('{{nothing}}')).toMatchObject([
      { at: 'time3', words: { en: 'There is no variable nothing' } },
    ]);
    expect(await refused('')).toMatchObject([{ at: 'time3' }]);
    expect((await change('{{now}}')).status).toBe(200);
  });

  it('has a text of its own on each channel', async () => {
    const { cookie } = await signedIn(ctx, 'owner');
    const list = await app.call('GET /api/admin/message-templates', { cookie });
    const { id, contents } = list.body.items.find((t: { key: string }) => t.key === 'couponArrived');
    const { values } = contents.find((c: { channel: string }) => c.channel === 'inbox');
    const body = { values: { ...values, title: '{{coupon}}到账了', text: '{{sentence}}，{{until}}前可用' } };
    const content = `/api/admin/message-templates/${id}/contents/inbox`;
    const { preview, problems } = (await app.call(`POST ${content}/preview`, { cookie, body })).body;
    expect({ preview, problems }).toEqual({
      preview: {
        title: '水果复购券到账了',
        remarks: [],
        lines: [{ label: null, text: '满 39 减 10，2026年11月28日前可用' }],
      },
      problems: [],
    });
    const saved = await app.call(`PUT ${content}`, { cookie, body });
    expect(saved.body.contents).toEqual([
      contents.find((c: { channel: string }) => c.channel === 'subscribe'),
      expect.objectContaining({ channel: 'inbox', values: expect.objectContaining(body.values) }),
      expect.objectContaining({ channel: 'sms' }),
      expect.objectContaining({ channel: 'wecom' }),
      expect.objectContaining({ channel: 'account_kf' }),
      expect.objectContaining({ channel: 'account_notice' }),
      // About a benefit, not her own business: no template message.
      expect.objectContaining({ channel: 'account_mass' }),
    ]);
    const member = await createMember(ctx);
    await ask([member]);
    const inbox = (await app.call('GET /api/shop/inbox', { token: member.token })).body;
    expect(inbox.items).toMatchObject([{ title: '满减券到账了', text: '满 39 减 10，2026年12月1日前可用' }]);
  });
});
