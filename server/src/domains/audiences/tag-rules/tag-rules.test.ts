import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../platform/db.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { tags } from '../../members/index.ts';
import { becomeOne, createMember, type TestMember } from '../../members/testing.ts';
import { signedIn } from '../../operators/testing.ts';

const app = await testApp();
const { ctx } = app;
let cookie = '';
const members: TestMember[] = [];
const call = async (route: string, body?: unknown) => app.call(route, { cookie, ...(body ? { body } : {}) });
const because = { kind: 'operator', id: 'opr_test', label: '测试' };
const persons = (numbers: readonly number[]) =>
  members.filter((_, n) => numbers.includes(n)).map(({ id, personNo }) => ({ memberId: id, personNo }));
const mark = async (tag: string, numbers: readonly number[], take = false) =>
  inTransaction(ctx, async (ctx) =>
    take ? tags.take(ctx, persons(numbers), tag, because) : tags.give(ctx, persons(numbers), tag, 'operator', because),
  );
const haveTag = async (tag: string) => {
  const { rows } = await sql<{ memberId: string; source: string }>`
    select member_id, source from members.tag where name = ${tag}
  `.execute(ctx.db);
  const of = new Map(rows.map((row) => [row.memberId, row.source]));
  return members.map(({ id }) => of.get(id) ?? null);
};
const told = async (kind: string, tag: string) =>
  ctx.events.query<{ personNo: number }>(
    `SELECT person_no AS personNo FROM events WHERE name = {kind:String} AND JSONExtractString(props, 'tag') = {tag:String}`,
    { kind, tag },
  );

/** A segment of those with a tag. */
async function segmentOf(tag: string, name: string): Promise<string> {
  const { body } = await call('POST /api/admin/segments', {
    values: { name, note: null, refresh: 'manual', hour: null },
    condition: { kind: 'has_tag', values: { how: 'any', tags: [tag] } },
  });
  return body.id;
}
const refresh = async (segment: string) => {
  await call(`POST /api/admin/segments/${segment}/refreshing`);
  await app.settle();
};

beforeAll(async () => {
  cookie = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 12; n += 1) members.push(await createMember(ctx));
  await app.settle();
});

describe('a rule of a tag', () => {
  it('gives it to whoever is in the segment and takes it from who is not, whatever comes and goes; tags from elsewhere stay', async () => {
    const segment = await segmentOf('源', '源人群');
    await mark('跟随', [0, 1]);
    const made = await call('POST /api/admin/tag-rules', { tag: '跟随', segment });
    expect(made.body).toMatchObject({ tag: '跟随', segment: '源人群', state: 'working' });
    await app.settle();
    const in12 = fc.subarray(members.map((_, n) => n));
    let now: readonly number[] = [];
    await fc.assert(
      fc.asyncProperty(in12, async (next) => {
        await mark(
          '源',
          next.filter((n) => !now.includes(n)),
        );
        await mark(
          '源',
          now.filter((n) => !next.includes(n)),
          true,
        );
        now = next;
        await refresh(segment);
        const expected = members.map((_, n) => (n < 2 ? 'operator' : next.includes(n) ? 'rule' : null));
        expect(await haveTag('跟随')).toEqual(expected);
      }),
      { numRuns: 12 },
    );
    const { body } = await call('GET /api/admin/tag-rules');
    expect(body.items).toMatchObject([{ tag: '跟随', segmentMembers: now.length, state: 'applied' }]);
    const { body: all } = await call('GET /api/admin/tags');
    const rule = now.filter((n) => n >= 2).length;
    expect(all.items.find(({ name }: { name: string }) => name === '跟随')).toMatchObject({
      members: 2 + rule,
      by: { operator: 2, journey: 0, import: 0, rule },
    });
  }, 120_000);

  it('says why on her page', async () => {
    const segment = await segmentOf('缘由', '有缘人');
    await mark('缘由', [5]);
    await call('POST /api/admin/tag-rules', { tag: '有缘', segment });
    await app.settle();
    const { body } = await call(`GET /api/admin/members/${members[5]?.id}`);
    expect(body.tagList).toContainEqual(
      expect.objectContaining({
        name: '有缘',
        source: 'rule',
        reason: { zh: '规则：人群「有缘人」', en: 'By rule: the segment “有缘人”' },
      }),
    );
  });

  it('begins, and ends, in columns: whoever acts on what happens hears only of those who come and go meanwhile', async () => {
    const segment = await segmentOf('进出', '进出的人');
    await mark('进出', [2, 3, 4]);
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '安静', segment });
    await app.settle();
    const outbox = async (type: string) => {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from platform.event where type = ${type} and payload->>'tag' = '安静'
      `.execute(ctx.db);
      return rows[0]?.n;
    };
    expect(await told('member.tagged', '安静')).toHaveLength(3);
    expect([await outbox('member.tagged'), await outbox('member.tags_changed')]).toEqual([0, 1]);
    await mark('进出', [6]);
    await mark('进出', [2], true);
    await refresh(segment);
    expect([await outbox('member.tagged'), await outbox('member.untagged')]).toEqual([1, 1]);
    await call(`DELETE /api/admin/tag-rules/${rule.id}`);
    await app.settle();
    expect((await haveTag('安静')).filter((source) => source !== null)).toEqual([]);
    expect(await told('member.untagged', '安静')).toHaveLength(4);
    expect([await outbox('member.untagged'), await outbox('member.tags_changed')]).toEqual([1, 2]);
    expect((await call('GET /api/admin/tag-rules')).body.items.map(({ tag }: { tag: string }) => tag)).not.toContain(
      '安静',
    );
  });

  it('is one for a tag, also when two make it at once', async () => {
    const segment = await segmentOf('二', '两个人');
    const answers = await Promise.all(
      [1, 2, 3].map(async () => call('POST /api/admin/tag-rules', { tag: '只有一个', segment })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('audiences.tag_has_rule');
  });

  it('may give its tag by another segment, or give another tag: the difference is told before, and is what happens', async () => {
    const [one, two] = [await segmentOf('改甲', '改前的人'), await segmentOf('改乙', '改后的人')];
    await mark('改甲', [0, 1, 2]);
    await mark('改乙', [2, 3]);
    await Promise.all([refresh(one), refresh(two)]);
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '会改', segment: one });
    await app.settle();
    await mark('会改', [4]);
    const difference = async (values: object) =>
      (await call('POST /api/admin/tag-rules/difference', { values, rule: rule.id })).body;
    expect(await difference({ tag: '会改', segment: two })).toEqual({
      members: 2,
      gets: 1,
      loses: 2,
      losesOld: 0,
      elsewhere: 1,
    });
    const { body: changed } = await call(`PUT /api/admin/tag-rules/${rule.id}`, { tag: '会改', segment: two });
    expect(changed).toMatchObject({ segment: '改后的人', state: 'working', revision: 2 });
    expect(changed.changes.map(({ segment }: { segment: string }) => segment)).toEqual(['改后的人', '改前的人']);
    await app.settle();
    const who = async (tag: string) =>
      (await haveTag(tag)).map((source, n) => (source === 'rule' ? n : -1)).filter((n) => n >= 0);
    expect(await who('会改')).toEqual([2, 3]);
    expect((await haveTag('会改'))[4]).toBe('operator');
    // Nobody did anything: those who act on tags hear nothing of it.
    const { rows } = await sql`
      select from platform.event where type in ('member.tagged', 'member.untagged') and payload->>'tag' = '会改'
        and payload->'because'->>'kind' = 'rule'
    `.execute(ctx.db);
    expect(rows).toEqual([]);
    expect(await difference({ tag: '改名了', segment: two })).toMatchObject({ gets: 2, loses: 0, losesOld: 2 });
    await call(`PUT /api/admin/tag-rules/${rule.id}`, { tag: '改名了', segment: two });
    await app.settle();
    expect([await who('会改'), await who('改名了')]).toEqual([[], [2, 3]]);
    expect((await haveTag('会改'))[4]).toBe('operator');
    const { body: list } = await call('GET /api/admin/tag-rules');
    const [row] = list.items.filter(({ id }: { id: string }) => id === rule.id);
    expect(row).toMatchObject({ tag: '改名了', given: 2, taken: 0, state: 'applied' });
    // The old tag is free again, and one that another rule gives is not to be had.
    await call('POST /api/admin/tag-rules', { tag: '会改', segment: one });
    const taken = await call(`PUT /api/admin/tag-rules/${rule.id}`, { tag: '会改', segment: two });
    expect([taken.status, taken.body.error.code]).toEqual([409, 'audiences.tag_has_rule']);
  });

  it('is applied again when somebody says so, with its segment looked at again', async () => {
    const segment = await segmentOf('再来', '再来的人');
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '重做', segment });
    await app.settle();
    await mark('再来', [7]);
    // Somebody took it by hand from one who is meant; looking at the segment alone would not give it back.
    await mark('再来', [8]);
    await refresh(segment);
    await mark('重做', [8], true);
    await mark('再来', [9]);
    await call(`POST /api/admin/tag-rules/${rule.id}/application`);
    await app.settle();
    expect((await haveTag('重做')).map((source, n) => (source ? n : -1)).filter((n) => n >= 0)).toEqual([7, 8, 9]);
  });

  it('lets its tags stay when it ends, as ones that somebody gave, where that is wanted', async () => {
    const segment = await segmentOf('留', '留下的人');
    await mark('留', [1, 2]);
    await refresh(segment);
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '留着', segment });
    await app.settle();
    await call(`DELETE /api/admin/tag-rules/${rule.id}?tags=keep`);
    // A second word comes too late.
    await call(`DELETE /api/admin/tag-rules/${rule.id}?tags=take`);
    await app.settle();
    expect((await haveTag('留着')).flatMap((source, n) => (source ? [[n, source]] : []))).toEqual([
      [1, 'operator'],
      [2, 'operator'],
    ]);
    const { body } = await call(`GET /api/admin/members/${members[1]?.id}`);
    expect(body.tagList).toContainEqual(
      expect.objectContaining({
        name: '留着',
        reason: { zh: '规则结束时保留：人群「留下的人」', en: expect.any(String) },
      }),
    );
    const late = await call(`PUT /api/admin/tag-rules/${rule.id}`, { tag: '留着', segment });
    expect([late.status, late.body.error.code]).toEqual([409, 'audiences.tag_rule_ended']);
    // A rule for the same tag later does not take what stays.
    const { body: next } = await call('POST /api/admin/tag-rules', {
      tag: '留着',
      segment: await segmentOf('空', '没有人'),
    });
    await app.settle();
    expect((await haveTag('留着')).filter((source) => source !== null)).toHaveLength(2);
    await call(`DELETE /api/admin/tag-rules/${next.id}`);
    await app.settle();
    expect((await haveTag('留着')).filter((source) => source !== null)).toHaveLength(2);
  });

  it('ends up with whom its last word means, however often it is changed while it is applied', async () => {
    const wanted = [await segmentOf('争甲', '争的甲'), await segmentOf('争乙', '争的乙')] as const;
    await mark('争甲', [0, 1, 2, 3, 4]);
    await mark('争乙', [4, 5, 6, 7, 8]);
    await Promise.all(wanted.map(refresh));
    const { body: rule } = await call('POST /api/admin/tag-rules', { tag: '争', segment: wanted[0] });
    const turns = fc.array(fc.record({ to: fc.constantFrom(0, 1), renamed: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(turns, async (turns) => {
        let last = { tag: '争', segment: wanted[0] };
        const applying = app.settle();
        for (const { to, renamed } of turns) {
          last = { tag: renamed ? '争了' : '争', segment: wanted[to] ?? wanted[0] };
          const { status } = await call(`PUT /api/admin/tag-rules/${rule.id}`, last);
          // An old tag that is still being taken away is not free yet.
          if (status === 409) {
            await app.settle();
            await call(`PUT /api/admin/tag-rules/${rule.id}`, last);
          }
        }
        await applying;
        await app.settle();
        const meant = last.segment === wanted[0] ? [0, 1, 2, 3, 4] : [4, 5, 6, 7, 8];
        const have = async (tag: string) => (await haveTag(tag)).flatMap((source, n) => (source ? [n] : []));
        expect([await have(last.tag), await have(last.tag === '争' ? '争了' : '争')]).toEqual([meant, []]);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('follows her when two records become one', async () => {
    const segment = await segmentOf('合', '合的人');
    await mark('合', [8]);
    await call('POST /api/admin/tag-rules', { tag: '合一', segment });
    await app.settle();
    const [winner, loser] = [members[9], members[8]];
    if (!winner || !loser) throw new Error('there are twelve');
    await becomeOne(ctx, winner, loser);
    await app.settle();
    await refresh(segment);
    expect((await haveTag('合一'))[9]).toBe('rule');
    await mark('合', [9], true);
    await refresh(segment);
    expect((await haveTag('合一'))[9]).toBeNull();
  });
});
