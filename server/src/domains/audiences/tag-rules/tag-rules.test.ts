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
