import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import { inTransaction } from '../../platform/db.ts';
import { testApp } from '../../platform/testing/app.ts';
import { createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import type { Channel, Letter, Outcome } from './channel.ts';
import { fillFields } from './fill.ts';
import { queueMessages } from './queue.ts';
import { recordReceipts } from './receipts.ts';
import { setQuiet } from './testing.ts';

// A channel is one object in one file: this one, a pager, is handed to the real server and sent through for real. It has
// all that a platform may limit, and answers as the test says.

const sent: { at: Date; letters: readonly Letter[] }[] = [];
const known = new Map<string, { address: string; actedAt: Date }>();
let answer: (letter: Letter) => Promise<Omit<Outcome, 'id'>> | Omit<Outcome, 'id'> = () => ({ state: 'accepted' });

const SOURCE = { source: 'https://pager.example/limits', asOf: '2026-11-28' } as const;
const pager: Channel = {
  name: 'pager',
  words: words('寻呼', 'Pager'),
  seen: words('回电时', 'When she calls back'),
  cost: 5,
  limits: [
    { kind: 'token', ...SOURCE },
    { kind: 'window', hours: 48, ...SOURCE },
    { kind: 'cap', per: 'day', count: 2, ...SOURCE },
    { kind: 'length', of: words('正文', 'Text'), max: 30, ...SOURCE },
  ],
  atOnce: 2,
  fields: ({ title }) => [{ key: 'text', kind: 'text', label: words('正文', 'Text'), max: 30, initial: title }],
  find: async (_ctx, asked) =>
    new Map(
      asked.flatMap(({ id, memberId }) => {
        const found = known.get(memberId);
        return found ? [[id, [found]] as const] : [];
      }),
    ),
  may: ({ address }) => (address === null ? 'no_address' : 'ok'),
  compose: ({ values }, variables) => {
    const filled = fillFields(values, ['text'], variables);
    if (!filled.ok) return filled;
    const [text = ''] = filled.texts;
    return { ok: true, composed: { title: text, lines: [{ label: null, text }], page: '', data: { ring: '2' } } };
  },
  send: async (ctx, _wechat, letters) => {
    sent.push({ at: ctx.now(), letters });
    return Promise.all(
      letters.map(async (l) => Object.assign({ id: l.id, state: 'accepted' as const }, await answer(l))),
    );
  },
};

/** Its exchange knows our ids: what was lost may be sent again. */
const telegraph: Channel = {
  ...pager,
  name: 'telegraph',
  words: words('电报', 'Telegraph'),
  limits: [],
  repeatable: true,
};
const semaphore: Channel = {
  ...pager,
  name: 'semaphore',
  words: words('旗语', 'Semaphore'),
  limits: [{ kind: 'rate', perSecond: 3, ...SOURCE }],
};

const app = await testApp({ extra: { channels: [pager, telegraph, semaphore] } });
const { ctx } = app;
beforeAll(async () => {
  await setQuiet(ctx, 'never');
});

async function reachable(tokens = 9): Promise<TestMember> {
  const member = await createMember(ctx);
  known.set(member.id, { address: `pager of ${member.id}`, actedAt: ctx.now() });
  await sql`
    insert into messaging.consent (person_no, channel, template_key, remaining, updated_at)
    select ${member.personNo}, 'pager', key, ${tokens}, ${ctx.now()} from messaging.template
  `.execute(ctx.db);
  return member;
}

let asked = 0;
async function ask(
  members: readonly TestMember[],
  change: { channels?: string[]; templateKey?: string; variables?: Record<string, string> } = {},
) {
  asked += 1;
  await inTransaction(ctx, async (ctx) =>
    queueMessages(
      ctx,
      members.map((m, index) => ({
        key: `toy:${asked}:${index}`,
        memberId: m.id,
        personNo: m.personNo,
        templateKey: change.templateKey ?? 'orderShipped',
        channels: change.channels ?? ['pager', 'inbox'],
        variables: change.variables ?? { orderId: 'o', number: 'N1', company: '顺丰', waybill: 'SF1' },
        because: { kind: 'test', id: 'toy', label: '测试' },
      })),
    ),
  );
  await app.settle();
}

const marketing = { templateKey: 'couponArrived', variables: { coupon: '券', sentence: '减 10', until: '今天' } };

async function rows(member: TestMember) {
  const found = await sql<{
    id: string;
    state: string;
    channel: string;
    reason: string;
    error: string | null;
    cost: number;
    foreignId: string | null;
    passedOver: { channel: string; reason: string }[];
    dueAt: Date;
    text: string;
  }>`
    select id, state, channel, reason, error, cost, foreign_id, passed_over, due_at, text from messaging.outbound
    where person_no = ${member.personNo} order by created_at, id
  `.execute(ctx.db);
  return found.rows;
}

async function facts(member: TestMember): Promise<string[]> {
  const found = await sql<{ type: string }>`
    select type from platform.event where person_no = ${member.personNo} and type like 'message.%' order by id
  `.execute(ctx.db);
  return found.rows.map(({ type }) => type);
}

async function tokensOf(member: TestMember): Promise<number> {
  const found = await sql<{ remaining: number }>`
    select remaining from messaging.consent
    where person_no = ${member.personNo} and channel = 'pager' and template_key = 'orderShipped'
  `.execute(ctx.db);
  return found.rows[0]?.remaining ?? -1;
}

describe('a channel that is one object', () => {
  it('is offered with its words, limits and cost, and each template has a text for it', async () => {
    const { cookie } = await signedIn(ctx, 'owner');
    const { items } = (await app.call('GET /api/admin/message-channels', { cookie })).body;
    expect(items.map((one: { name: string }) => one.name)).toEqual([
      'subscribe',
      'inbox',
      'sms',
      'wecom',
      'account_kf',
      'account_notice',
      'account_template',
      'account_mass',
      'pager',
      'telegraph',
      'semaphore',
    ]);
    const shown = items.find((one: { name: string }) => one.name === 'pager');
    expect(shown).toMatchObject({ words: { zh: '寻呼', en: 'Pager' }, cost: 5 });
    expect(shown.limits).toHaveLength(4);
    const templates = (await app.call('GET /api/admin/message-templates', { cookie })).body.items;
    expect(templates[0].contents.map((one: { channel: string }) => one.channel)).toContain('pager');
  });

  it('is sent through, its cost and the platform’s id kept and summed', async () => {
    const member = await reachable();
    answer = () => ({ state: 'accepted', foreignId: 'page-1', cost: 7 });
    await ask([member]);
    expect(sent.at(-1)?.letters).toMatchObject([
      { to: { address: `pager of ${member.id}` }, composed: { data: { ring: '2' } }, attempts: 1 },
    ]);
    expect(await rows(member)).toMatchObject([
      { state: 'accepted', channel: 'pager', cost: 7, foreignId: 'page-1', passedOver: [], text: '你的订单已发货' },
    ]);
    const { cookie } = await signedIn(ctx, 'owner');
    const log = await app.call(`GET /api/admin/outbound?memberId=${member.id}&channel=pager`, { cookie });
    expect(log.body.items).toMatchObject([{ cost: 7, channel: 'pager', templateName: { zh: '发货通知' } }]);
    expect((await app.call('GET /api/admin/outbound/summary', { cookie })).body.cost).toBe(7);
    expect(await facts(member)).toEqual(['message.sent']);
  });

  it('gets no more at once than it takes', async () => {
    const before = sent.length;
    await ask(await Promise.all([reachable(), reachable(), reachable()]));
    expect(sent.slice(before).map(({ letters }) => letters.length)).toEqual([2, 1]);
  });

  it('that does not exist is passed over', async () => {
    const member = await reachable();
    await ask([member], { channels: ['pigeon', 'inbox'] });
    expect(await rows(member)).toMatchObject([
      { channel: 'inbox', state: 'accepted', passedOver: [{ channel: 'pigeon', reason: 'no_channel' }] },
    ]);
  });
});

describe('what a channel declares is kept without a word of its own', () => {
  const passed = (reason: string) => ({ channel: 'inbox', passedOver: [{ channel: 'pager', reason }] });

  it('consents: used up one by one, also by several messages of one batch', async () => {
    const member = await reachable(1);
    answer = () => ({ state: 'accepted' });
    await ask([member, member]);
    expect(await rows(member)).toMatchObject([{ channel: 'pager' }, passed('no_consent')]);
    expect(await tokensOf(member)).toBe(0);
  });

  it('the window after she was in touch', async () => {
    const member = await reachable();
    await app.advance(49 * 60 * MINUTE_MS);
    await ask([member]);
    expect(await rows(member)).toMatchObject([passed('window_closed')]);
  });

  it('its caps, of service messages too, until their window is over', async () => {
    const member = await reachable();
    await ask([member, member, member]);
    expect(await rows(member)).toMatchObject([{ channel: 'pager' }, { channel: 'pager' }, passed('channel_cap')]);
    await app.advance(DAY_MS);
    await ask([member]);
    expect((await rows(member)).at(-1)).toMatchObject({ channel: 'pager', state: 'accepted' });
  });

  it('its rate: each is promised a second with room, told so once, and goes out in it', async () => {
    const members = await Promise.all(Array.from({ length: 10 }, async () => reachable()));
    await ask(members, { channels: ['semaphore'] });
    await app.advance(10_000);
    const promised = await sql<{ until: string }>`
      select payload->>'until' as until from platform.event
      where type = 'message.deferred' and payload->>'channel' = 'semaphore' order by 1
    `.execute(ctx.db);
    const seconds = promised.rows.map(({ until }) => Date.parse(until));
    expect(seconds.map((at) => at - (seconds[0] ?? 0))).toEqual([0, 0, 0, 1000, 1000, 1000, 2000]);
    const handedOver = await sql<{ count: number }>`
      select count(*) as count from messaging.outbound where channel = 'semaphore' and state = 'accepted'
      group by handed_over_at order by handed_over_at
    `.execute(ctx.db);
    const counts = handedOver.rows.map(({ count }) => count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10);
    expect(Math.max(...counts)).toBe(3);
  });

  it('an address', async () => {
    const member = await createMember(ctx);
    await ask([member]);
    expect(await rows(member)).toMatchObject([passed('no_address')]);
  });
});

describe('no message leaves with an empty field', () => {
  it('it goes the next way, and says why not the first', async () => {
    const member = await reachable();
    const { cookie } = await signedIn(ctx, 'owner');
    const { items } = (await app.call('GET /api/admin/message-templates', { cookie })).body;
    const { id } = items.find((one: { key: string }) => one.key === 'orderShipped');
    const write = async (text: string) =>
      app.call(`PUT /api/admin/message-templates/${id}/contents/pager`, { cookie, body: { values: { text } } });
    expect((await write('{{company}} {{waybill}}')).status).toBe(200);
    await ask([member], {
      variables: { orderId: 'o', number: 'N1', company: '顺丰', waybill: ' ' },
      channels: ['pager'],
    });
    expect(await rows(member)).toMatchObject([
      { state: 'suppressed', reason: 'no_content', error: expect.stringContaining('waybill') },
    ]);
    await write('你的订单已发货');
  });
});

describe('what a channel answers', () => {
  it('not now: nothing of hers is used up, it is told once, and it goes out later', async () => {
    const member = await reachable();
    const at = new Date(ctx.now().getTime() + 10 * MINUTE_MS);
    answer = () => ({ state: 'later', at, error: 'busy' });
    await ask([member], { ...marketing, channels: ['pager'] });
    expect(await rows(member)).toMatchObject([{ state: 'queued', reason: 'retry', error: 'busy', cost: 0, dueAt: at }]);
    answer = () => ({ state: 'accepted' });
    await app.advance(11 * MINUTE_MS);
    expect(await rows(member)).toMatchObject([{ state: 'accepted', error: null, cost: 5 }]);
    expect(await facts(member)).toEqual(['message.deferred', 'message.sent']);
  });

  it('not now, and her day is full meanwhile: it waits for the next day instead of being lost', async () => {
    const member = await reachable();
    answer = () => ({ state: 'later', at: new Date(ctx.now().getTime() + MINUTE_MS), error: 'busy' });
    await ask([member], { ...marketing, channels: ['pager'] });
    await ask([member], { ...marketing, channels: ['inbox'] });
    answer = () => ({ state: 'accepted' });
    await app.advance(2 * MINUTE_MS);
    expect(await rows(member)).toMatchObject([
      { state: 'queued', reason: 'frequency_cap' },
      { state: 'accepted', channel: 'inbox' },
    ]);
    known.set(member.id, { address: 'again', actedAt: new Date(ctx.now().getTime() + DAY_MS) });
    await app.advance(DAY_MS);
    expect((await rows(member))[0]).toMatchObject({ state: 'accepted' });
  });

  it('never: after some tries it has failed, and is not counted as sent', async () => {
    const member = await reachable();
    answer = () => ({ state: 'later', at: new Date(ctx.now().getTime() + MINUTE_MS), error: 'busy' });
    await ask([member], { channels: ['pager'] });
    await app.advance(20 * MINUTE_MS);
    expect(await rows(member)).toMatchObject([{ state: 'failed', error: 'busy', cost: 0 }]);
    expect(await tokensOf(member)).toBe(9);
    answer = () => ({ state: 'accepted' });
    await ask([member, member], { channels: ['pager'] });
    expect((await rows(member)).slice(1)).toMatchObject([{ state: 'accepted' }, { state: 'accepted' }]);
  });

  it('never, whatever we thought: the next channel delivers, and where there is none it has failed with what was said', async () => {
    const [member, other] = [await reachable(), await reachable()];
    answer = () => ({ state: 'refused', error: '47003 argument invalid' });
    await ask([member]);
    expect(await rows(member)).toMatchObject([
      { state: 'accepted', channel: 'inbox', passedOver: [{ channel: 'pager', reason: 'channel_refused' }] },
    ]);
    await ask([other], { channels: ['pager'] });
    expect(await rows(other)).toMatchObject([{ state: 'failed', error: '47003 argument invalid', cost: 0 }]);
    expect(await facts(other)).toEqual(['message.failed']);
    expect([await tokensOf(member), await tokensOf(other)]).toEqual([9, 9]);
  });

  it('she allows nothing more: our count was wrong, so the next channel is taken', async () => {
    const member = await reachable(3);
    answer = () => ({ state: 'later', at: ctx.now(), error: 'no grant', noConsent: true });
    await ask([member]);
    expect(await rows(member)).toMatchObject([
      { state: 'accepted', channel: 'inbox', passedOver: [{ channel: 'pager', reason: 'no_consent' }] },
    ]);
    expect(await tokensOf(member)).toBe(0);
  });

  it('nothing at all, or an error of its own: in doubt, and never sent again', async () => {
    const member = await reachable();
    answer = () => {
      throw new Error('line cut');
    };
    const before = sent.length;
    await ask([member]);
    await app.advance(DAY_MS);
    expect(await rows(member)).toMatchObject([
      { state: 'unknown', error: expect.stringContaining('line cut'), cost: 5 },
    ]);
    expect(sent.length).toBe(before + 1);
    answer = () => ({ state: 'accepted' });
  });
});

describe('a process that dies between hand-over and answer', () => {
  const kill = async (member: TestMember) =>
    sql`
      update messaging.outbound set state = 'handed_over', sent_at = null where person_no = ${member.personNo}
    `.execute(ctx.db);

  it('leaves the message in doubt', async () => {
    const member = await reachable();
    await ask([member]);
    await kill(member);
    const before = sent.length;
    await app.advance(DAY_MS);
    expect(await rows(member)).toMatchObject([{ state: 'unknown', cost: 5 }]);
    expect(sent.length).toBe(before);
    expect(await facts(member)).toEqual(['message.sent', 'message.unknown']);
  });

  it('has it sent again where the platform takes the same message once', async () => {
    const member = await reachable();
    await ask([member], { channels: ['telegraph'] });
    await kill(member);
    const before = sent.length;
    await app.advance(DAY_MS);
    expect(await rows(member)).toMatchObject([{ state: 'accepted', channel: 'telegraph' }]);
    expect(sent.length).toBe(before + 1);
  });
});

describe('receipts', () => {
  it('find their message by the platform’s id: read once, failed after all, what it cost in the end', async () => {
    const [reader, missed] = [await reachable(), await reachable()];
    answer = ({ to }) => ({ state: 'accepted', foreignId: `receipt ${to.memberId}` });
    await ask([reader, missed], { ...marketing, channels: ['pager'] });
    const receipts = [
      { foreignId: `receipt ${reader.id}`, readAt: ctx.now() },
      { foreignId: `receipt ${missed.id}`, failed: 'switched off', cost: 0 },
      { foreignId: 'of somebody else', readAt: ctx.now() },
    ];
    await recordReceipts(ctx, pager, receipts);
    await recordReceipts(ctx, pager, receipts);
    expect(await facts(reader)).toEqual(['message.sent', 'message.opened']);
    expect(await facts(missed)).toEqual(['message.sent', 'message.failed']);
    expect(await rows(missed)).toMatchObject([{ state: 'failed', error: 'switched off', cost: 0 }]);
    answer = () => ({ state: 'accepted' });
    await ask([reader, missed], { ...marketing, channels: ['pager'] });
    expect((await rows(reader))[1]).toMatchObject({ state: 'suppressed', reason: 'frequency_cap' });
    expect((await rows(missed))[1]).toMatchObject({ state: 'accepted' });
  });
});
