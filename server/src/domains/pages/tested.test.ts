import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../../platform/calendar.ts';
import { testApp } from '../../platform/testing/app.ts';
import { announcePaid, createCoupon } from '../coupons/testing.ts';
import type { Running } from '../experiments/index.ts';
import { experimentValues } from '../experiments/testing.ts';
import { becomeOne, createMember, givePhone, type TestMember } from '../members/testing.ts';
import { fillBlocks } from './fill.ts';
import { askedOf, chosenOf } from './her-arms.ts';
import type { Block } from './page.ts';
import type { Ports } from './ports.ts';
import { aBlock, type Opened, pagesTest, testedTest } from './testing.ts';

vi.setConfig({ testTimeout: 180_000 });
const app = await testApp();
const { ctx } = app;
const { admin, make, save, publish } = pagesTest(app);
const { opens, tells, exposures, livePage, begin, again, api } = testedTest(app);
const text = (key: string, words: string) => aBlock(key, 'rich_text', { parts: [{ style: 'text', text: words }] });
const some = async (count: number) => Promise.all(Array.from({ length: count }, async () => createMember(ctx)));

const anExperiment = (no: number, arms: number): Running => ({
  ...{ no, id: `exp_${no}`, name: `实验 ${no}`, stands: {} },
  split: { seed: `exp_${no}`, weights: Array.from({ length: arms }, () => 1 / arms), coverage: 1, namespace: null },
  arms: Array.from({ length: arms }, (_, at) => ({
    name: { zh: `${at}`, en: `${at}` },
    share: 1 / arms,
    version: at === 0 ? null : { parts: [{ style: 'text', text: `${no}.${at}` }] },
  })),
});

describe('arms of blocks', () => {
  it('whether she is in it does not depend on the arm that was drawn: one arm that holds nothing for her keeps her out of all', () => {
    const content = (text: string) => ({
      content: { kind: 'rich_text' as const, parts: [{ style: 'text' as const, text }] },
    });
    const absent = { absent: { zh: '没有', en: 'nothing' } };
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 2, maxLength: 4 }), fc.nat(3), (open, drawn) => {
        const of = anExperiment(1, open.length);
        const block = text('deal', '原样');
        const arm = drawn % open.length;
        const asked = askedOf(block, { of, arm, seen: false });
        expect(new Set(asked.map(({ key }) => key)).size).toBe(open.length);
        const filled = new Map(asked.map(({ key }, at) => [key, open[at] ? content(key) : absent]));
        const shown = chosenOf(block, { of, arm, seen: false }, filled);
        expect(shown.arm !== null).toBe(open.every(Boolean));
        // Else she sees what everybody outside of it sees.
        expect('content' in shown).toBe(shown.arm === null ? open[0] === true : true);
        const kept = askedOf(block, { of, arm, seen: true });
        expect(kept).toHaveLength(1);
        expect(kept[0]?.values).toEqual(arm === 0 ? block.values : of.arms[arm]?.version);
      }),
    );
  });

  it('of any number of blocks are asked by one statement, of none by none, and are hers however often and beside whatever they are asked', async () => {
    let statements = 0;
    const counting = {
      ...ctx,
      db: ctx.db.withPlugin({
        transformQuery: ({ node }) => {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      }),
    };
    const blocks = Array.from({ length: 12 }, (_, at) => text(`bloc${at.toString(36)}`, '原样'));
    const tests = new Map(blocks.map(({ key }, at) => [key, anExperiment(10_000 + at, 2 + (at % 3))]));
    const unasked = async (): Promise<never> => {
      throw new Error('a block of text asks nobody');
    };
    const ports: Ports = {
      ...{ products: unasked, categories: unasked, coupons: unasked, activities: unasked, recommended: unasked },
      ...{ heroes: unasked, placed: unasked, themes: unasked, themesAwaited: unasked, beginnings: unasked },
      ...{ articles: unasked, quizzes: unasked },
    };
    const ask = async (her: { memberId: string; personNo: number }, which: readonly Block[], on = tests) => {
      statements = 0;
      const given = { ports, her, place: { kind: 'home' as const, product: null, category: null }, looks: false };
      const shown = await fillBlocks(counting, given, async () => true, which, on);
      return { arms: new Map(shown.map(({ block, arm }) => [block.key, arm?.arm ?? null])), statements };
    };
    const counts = new Map<string, number[]>();
    for (let n = 1; n <= 400; n += 1) {
      const her = { memberId: `mem_${n.toString(36)}`, personNo: 900_000 + n };
      const whole = await ask(her, blocks);
      expect(whole.statements).toBe(1);
      if (n % 40 === 0) {
        expect((await ask(her, blocks)).arms).toEqual(whole.arms);
        const [one] = blocks.slice(n % 12);
        if (one) expect((await ask(her, [one])).arms.get(one.key)).toBe(whole.arms.get(one.key));
        expect((await ask(her, blocks, new Map())).statements).toBe(0);
      }
      for (const [key, arm] of whole.arms) {
        const list = counts.get(key) ?? [0, 0, 0, 0];
        if (arm !== null) list[arm] = (list[arm] ?? 0) + 1;
        counts.set(key, list);
      }
    }
    for (const [key, list] of counts) {
      const arms = tests.get(key)?.arms.length ?? 0;
      // Five deviations of a share of 400.
      for (const count of list.slice(0, arms))
        expect(Math.abs(count - 400 / arms)).toBeLessThan(5 * Math.sqrt((400 / arms) * (1 - 1 / arms)));
    }
  });
});

describe('two coupon amounts on home', () => {
  let [page, experiment] = ['', ''];
  let all: TestMember[] = [];
  const coupons = { ten: '', fifteen: '', granted: '' };
  const deal = (coupon: string, title = '领券') => aBlock('deal', 'coupons', { title, coupons: [coupon] });
  const version = (coupon: string) => deal(coupon).values;
  const firstCoupon = (opened: Opened | undefined): unknown => {
    const items = opened?.content.items;
    return Array.isArray(items) ? items[0]?.templateId : undefined;
  };
  const create = async (versions: Readonly<Record<string, Block['values']>>, values = {}) =>
    admin(
      `POST ${api}`,
      experimentValues({ kind: 'page_block', id: `${page}.deal` }, { guards: [], ...values }, versions),
    );
  const stateOf = async (id: string) => (await admin(`GET ${api}/${id}`)).body;
  const pageNow = async () => (await admin(`GET /api/admin/pages/${page}`)).body;

  beforeAll(async () => {
    coupons.ten = (await createCoupon(ctx, { name: '十元券' })).id;
    coupons.fifteen = (await createCoupon(ctx, { name: '十五元券', discount: { kind: 'amount', amount: 1_500 } })).id;
    coupons.granted = (await createCoupon(ctx, { name: '定向券', channel: 'grant' })).id;
    page = await livePage('首页', 'home', [deal(coupons.ten), text('word', '欢迎')]);
    all = await some(48);
  });

  it('a version is a block of its own: what it cannot be is said at its field', async () => {
    const at = async (answer: ReturnType<typeof create>) => (await answer).body.error.details.problems[0].at;
    expect(await at(create({ 一样: version(coupons.ten) }))).toBe('arms.0.version.title');
    expect(await at(create({ 定向: version(coupons.granted) }))).toBe('arms.0.version.coupons');
    expect(await at(create({ 一: version(coupons.fifteen), 二: version(coupons.fifteen) }))).toBe(
      'arms.1.version.title',
    );
    expect(await at(create({ 十五: version(coupons.fifteen) }, { metric: 'closed' }))).toBe('metric');
    const unknown = experimentValues({ kind: 'page_block', id: `${page}.none` }, {}, { 甲: version(coupons.fifteen) });
    expect((await admin(`POST ${api}`, unknown)).body.error.code).toBe('experiments.no_subject');
    const asked = (await admin(`GET /api/admin/experiment-subject?kind=page_block&id=${page}.deal`)).body;
    expect([asked.name.zh, asked.stands, asked.metrics.includes('closed')]).toEqual([
      '首页「首页」的优惠券「领券」',
      version(coupons.ten),
      false,
    ]);
    const draft = await make('没上线', 'free');
    await save(draft.id, [text('word', '一')]);
    const early = await admin(
      `POST ${api}`,
      experimentValues({ kind: 'page_block', id: `${draft.id}.word` }, {}, { 二: text('word', '二').values }),
    );
    expect((await admin(`POST ${api}/${early.body.id}/start`, {})).body.error.code).toBe('pages.block_not_live');
  });

  it('each has her arm in the page’s one answer, and is in it only once it was on her screen', async () => {
    const made = await create({ 十五元: version(coupons.fifteen) }, { name: '券额', guards: ['revenue'] });
    experiment = made.body.id;
    for (const her of all.slice(0, 1)) expect((await opens(her, 'deal'))?.experiment).toBeNull();
    expect((await admin(`POST ${api}/${experiment}/start`, {})).body.state).toBe('running');
    for (const her of all) {
      const shown = await opens(her, 'deal');
      const arm = shown?.experiment;
      if (!arm) throw new Error('she is in no arm');
      expect([firstCoupon(shown), arm.seen]).toEqual([arm.arm === 1 ? coupons.fifteen : coupons.ten, false]);
    }
    for (const her of all.slice(0, 1)) expect((await opens(her, 'word'))?.experiment).toBeNull();
    expect(await exposures(experiment)).toEqual([]);
    for (const her of all) {
      const arm = (await opens(her, 'deal'))?.experiment;
      if (!arm) throw new Error('she is in no arm');
      // The other arm is not hers, whoever says so.
      expect(await tells(her, page, 'deal', { ...arm, arm: 1 - arm.arm })).toBe(false);
      expect(await Promise.all([tells(her, page, 'deal', arm), tells(her, page, 'deal', arm)])).toEqual([true, true]);
      expect((await opens(her, 'deal'))?.experiment).toEqual({ ...arm, seen: true });
    }
    const rows = await exposures(experiment);
    const richer = rows.filter(({ arm }) => arm === 1);
    expect([rows.length, richer.length > 8, richer.length < 40]).toEqual([48, true, true]);
    const her = all.find(({ personNo }) => personNo === richer[0]?.personNo);
    const { items } = (await admin(`GET /api/admin/members/${her?.id}/timeline`)).body;
    const lines = items.filter(({ title }: { title: { zh: string } }) => title.zh.includes('实验「券额」'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      title: { zh: '看到首页「首页」的优惠券「领券」，实验「券额」的版本「十五元」' },
      cause: { label: { zh: '随机分到，这一版占 50%' } },
    });
  });

  it('a preview shows her arm and writes nothing; a stranger sees the block as it stands', async () => {
    const [her] = await some(1);
    if (!her) throw new Error('nobody');
    const { blocks } = await pageNow();
    const preview = async (member?: string) =>
      (await admin('POST /api/admin/page-previews', { kind: 'home', page, blocks, ...(member ? { member } : {}) })).body
        .blocks[0];
    const hers = (await opens(her, 'deal'))?.experiment;
    expect((await preview(her.id)).arm).toEqual({
      experiment: '券额',
      name: hers?.arm === 1 ? { zh: '十五元', en: '十五元' } : { zh: '原样', en: 'As it stands' },
    });
    expect((await preview()).arm).toBeNull();
    expect(await exposures(experiment)).toHaveLength(48);
  });

  it('testers see their arm and are compared with nobody; two records that become one person are compared with nobody, and see one arm', async () => {
    const [tester] = await some(1);
    if (!tester) throw new Error('nobody');
    await admin(`PUT /api/admin/members/${tester.id}/tester`, { tester: true });
    const arm = (await opens(tester, 'deal'))?.experiment;
    expect(arm && (await tells(tester, page, 'deal', arm))).toBe(true);
    const rows = await exposures(experiment);
    expect(rows.filter((row) => row.tester)).toHaveLength(1);
    const of = (arm: number) =>
      all.find(({ personNo }) => rows.some((row) => row.personNo === personNo && row.arm === arm));
    const [one, other] = [of(1), of(0)];
    if (!one || !other) throw new Error('both arms have somebody');
    await becomeOne(ctx, one, other);
    await app.settle();
    expect((await opens(one, 'deal'))?.experiment).toEqual({ id: experiment, arm: 1, seen: true });
    // What was on the other record's screen a moment ago counts for nobody.
    expect(await tells(one, page, 'deal', { id: experiment, arm: 0, seen: false })).toBe(false);
    const { body } = await admin(`GET ${api}/${experiment}/reading`);
    const people = body.arms.reduce((sum: number, each: { people: number }) => sum + each.people, 0);
    expect([people, body.inBoth]).toEqual([46, 1]);
    all = all.filter(({ id }) => id !== one.id && id !== other.id);
  });

  it('is read by the same statistics: orders of the week after it was seen, and taps in the block', async () => {
    const armOf = new Map((await exposures(experiment)).map(({ personNo, arm }) => [personNo, arm]));
    await app.advance(MINUTE_MS);
    const buyers = [0, 0];
    for (const her of all) {
      const arm = armOf.get(her.personNo) ?? 0;
      if ((her.personNo * 7) % 5 > (arm === 1 ? 3 : 1)) continue;
      await announcePaid(ctx, { orderId: `ord_t${her.personNo}`, person: her, amount: 3_000 });
      buyers[arm] = (buyers[arm] ?? 0) + 1;
    }
    const [tapper] = all;
    if (!tapper) throw new Error('nobody');
    const props = { shopPage: page, version: 1, slot: 'home_coupons', block: 'deal' };
    await app.call('POST /collect', {
      token: again(tapper).token,
      body: {
        sentAt: ctx.now().toISOString(),
        events: [{ id: crypto.randomUUID(), name: 'click', ts: ctx.now().toISOString(), props }],
      },
    });
    await app.advance(8 * DAY_MS);
    await app.settle();
    const read = async () => (await admin(`GET ${api}/${experiment}/reading`)).body;
    const metric = (body: { metrics: { metric: string; values: number[] }[] }, name: string) =>
      body.metrics.find((one) => one.metric === name);
    await expect
      .poll(async () => Math.max(...(metric(await read(), 'tapped')?.values ?? [])), { timeout: 30_000 })
      .toBeGreaterThan(0);
    const body = await read();
    const people = body.arms.map((one: { people: number }) => one.people);
    expect(metric(body, 'bought')?.values).toEqual([0, 1].map((arm) => (buyers[arm] ?? 0) / people[arm]));
    expect([metric(body, 'closed'), body.open]).toEqual([undefined, 0]);
    const tapped = armOf.get(tapper.personNo) ?? 0;
    expect(metric(body, 'tapped')?.values[tapped]).toBeCloseTo(1 / people[tapped], 9);
  });

  it('while it runs the block stays as it is; the rest of the page is published, and a festival’s version lets it rest', async () => {
    await save(page, [deal(coupons.ten, '快来领'), text('word', '欢迎')]);
    const refused = (await publish(page)).body.error.details.problems[0];
    expect([refused.at, refused.words.zh]).toEqual([
      'blocks.deal.values',
      '优惠券「快来领」正在做实验「券额」，先结束实验再改',
    ]);
    const change = (await stateOf(experiment)).values;
    const changed = experimentValues({ kind: 'page_block', id: `${page}.deal` }, { ...change, controlParts: 9 });
    expect((await admin(`PUT ${api}/${experiment}`, changed)).body.error.code).toBe('experiments.begun');
    await save(page, [text('word', '又一周'), deal(coupons.ten)]);
    expect((await publish(page)).status).toBe(200);
    const [her] = all;
    if (!her) throw new Error('nobody');
    expect((await opens(her, 'deal'))?.experiment?.seen).toBe(true);
    await save(page, [text('word', '过节')]);
    const endsAt = new Date(ctx.now().getTime() + DAY_MS).toISOString();
    expect((await publish(page, { endsAt })).status).toBe(200);
    expect(await opens(her, 'deal')).toBeUndefined();
    expect((await stateOf(experiment)).trouble.zh).toContain('没有这个区块');
    await app.advance(DAY_MS + MINUTE_MS);
    expect((await opens(her, 'deal'))?.experiment?.seen).toBe(true);
    expect((await stateOf(experiment)).trouble).toBeNull();
  });

  it('the winner is published once, with nothing else that is being edited; an edit of the very block is told first', async () => {
    await save(page, [text('word', '还没写完'), deal(coupons.ten, '改了标题')]);
    const before = await pageNow();
    const end = async (more = {}) =>
      admin(`POST ${api}/${experiment}/end`, { winner: 1, learnt: '15 元更划算', ...more });
    expect((await end()).body.error.code).toBe('pages.edited_since');
    expect((await stateOf(experiment)).state).toBe('running');
    const ended = await Promise.all([end({ overDraft: true }), end({ overDraft: true })]);
    expect(ended.map(({ status }) => status).sort()).toEqual([200, 409]);
    const after = await pageNow();
    expect([before.live.version, after.live.version, after.edited, after.revision]).toEqual([
      2,
      4,
      true,
      before.revision + 1,
    ]);
    const { items } = (
      await admin(`GET /api/admin/pages/${page}/differences?from=${before.live.version}&to=${after.live.version}`)
    ).body;
    expect(items.map(({ kind, block }: { kind: string; block: string }) => [kind, block])).toEqual([
      ['changed', 'deal'],
    ]);
    expect(after.blocks.map(({ values }: Block) => values.coupons ?? null)).toEqual([null, [coupons.fifteen]]);
    const [her] = all;
    if (!her) throw new Error('nobody');
    const shown = await opens(her, 'deal');
    expect([firstCoupon(shown), shown?.experiment]).toEqual([coupons.fifteen, null]);
    expect(await tells(her, page, 'deal', { id: experiment, arm: 1, seen: false })).toBe(false);
    expect(await stateOf(experiment)).toMatchObject({ state: 'ended', winner: 1, learnt: '15 元更划算', gone: false });
    const log = await admin('GET /api/admin/audit');
    expect(JSON.stringify(log.body.items[0].summary)).toContain('采用版本「十五元」');
  });

  it('takes nothing over that is not there any more: a coupon that has ended, a block that was put back', async () => {
    const twenty = (await createCoupon(ctx, { name: '二十元券' })).id;
    const id = await begin(page, 'deal', { name: '再加五元' }, { 二十元: version(twenty) });
    await sql`update coupons.template set state = 'ended' where id = ${twenty}`.execute(ctx.db);
    expect((await stateOf(id)).trouble.zh).toContain('「二十元券」已经结束');
    const end = async (winner: number | null) =>
      admin(`POST ${api}/${id}/end`, { winner, learnt: '', overDraft: true });
    expect((await end(1)).body.error.code).toBe('platform.bad_form');
    const { live } = await pageNow();
    await admin(`POST /api/admin/pages/${page}/withdrawal`, { version: live.version });
    expect((await stateOf(id)).trouble.zh).toContain('实验停着');
    expect((await end(1)).body.error.code).toBe('pages.not_as_tested');
    expect((await end(null)).body.state).toBe('ended');
  });

  it('a block that is taken off ends its experiment, and says so', async () => {
    const id = await begin(page, 'word', { name: '说什么' }, { 问候: text('word', '你好').values });
    expect((await pageNow()).experiments).toContainEqual({ block: 'word', id, name: '说什么', state: 'running' });
    await save(page, [deal(coupons.ten)]);
    const published = await Promise.all([publish(page), admin(`POST ${api}/${id}/end`, { winner: null, learnt: '' })]);
    expect(published[0].status).toBe(200);
    const ended = await stateOf(id);
    expect([ended.state, ended.winner, ended.subject.name.zh]).toEqual(['ended', null, '首页「首页」的图文']);
    const second = await begin(page, 'deal', { name: '券的标题' }, { 大字: deal(coupons.ten, '大额券').values });
    await save(page, [text('last', '都撤了')]);
    expect((await publish(page)).status).toBe(200);
    expect(await stateOf(second)).toMatchObject({ state: 'ended', gone: true, trouble: null });
  });
});

it('in the experiment of a block is exactly whom the block is for', async () => {
  const people = await some(24);
  for (const [at, her] of people.entries()) if (at % 3 === 0) await givePhone(ctx, her.id, `1380000${1000 + at}`);
  const made = await admin('POST /api/admin/segments', {
    values: { name: '有手机号的人', refresh: 'manual' },
    condition: { all: [{ kind: 'has_phone', values: {} }] },
  });
  await admin(`POST /api/admin/segments/${made.body.id}/refreshing`, {});
  await app.settle();
  const { members } = (await admin(`GET /api/admin/segments/${made.body.id}`)).body;
  const who = { all: [{ kind: 'segment', values: { segment: made.body.id } }] };
  const page = await livePage('只给他们', 'free', [{ ...text('word', '甲'), audience: { for: 'some', who } }]);
  const id = await begin(page, 'word', {}, { 乙: text('word', '乙').values });
  const query = `kind=free&id=${page}`;
  for (const her of people) {
    const arm = (await opens(her, 'word', query))?.experiment;
    // Who is not shown it says so all the same.
    const told = arm ?? { id, arm: 0, seen: false };
    expect(await tells(her, page, 'word', told, 'free')).toBe(arm !== undefined && arm !== null);
  }
  const seen = new Set((await exposures(id)).map(({ personNo }) => personNo));
  expect(people.filter(({ personNo }) => seen.has(personNo))).toEqual(people.filter((_, at) => at % 3 === 0));
  expect(seen.size).toBe(members);
});

it('a block that is published anew at the moment its experiment begins is one or the other', async () => {
  const page = await livePage('抢着改', 'free', [text('word', '甲')]);
  const made = await admin(
    `POST ${api}`,
    experimentValues({ kind: 'page_block', id: `${page}.word` }, {}, { 乙: text('word', '乙').values }),
  );
  await save(page, [text('word', '丙')]);
  const [published, begun] = await Promise.all([publish(page), admin(`POST ${api}/${made.body.id}/start`, {})]);
  // Either it began on what was published, or what was published came too late.
  expect([begun.status, [200, 400].includes(published.status)]).toEqual([200, true]);
  const her = await createMember(ctx);
  expect((await opens(her, 'word', `kind=free&id=${page}`))?.experiment).not.toBeNull();
  expect((await admin(`GET ${api}/${made.body.id}`)).body.trouble).toBeNull();
});
