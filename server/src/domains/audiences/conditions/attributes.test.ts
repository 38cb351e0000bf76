import type { Condition } from '@huoshui/contracts/condition';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { birthdayIn } from '../../../platform/birthday.ts';
import { addDays, DAY_MS, shanghaiDay } from '../../../platform/calendar.ts';
import { listPersons } from '../../../platform/event-store/person-set.ts';
import { testApp } from '../../../platform/testing/app.ts';
import { createAddress, createMember, setBirthday, type TestMember } from '../../members/testing.ts';
import { conditionKit } from '../index.ts';

// What is known of members is asked of them one by one, in plain words, beside the conditions that ask it of all.
const app = await testApp();
const { ctx } = app;
const kit = conditionKit();

const person = fc.record({
  birthday: fc.option(
    fc.oneof(
      fc.integer({ min: -40, max: 40 }).map((days) => `1990${addDays(shanghaiDay(ctx.now()), days).slice(4)}`),
      fc.constant('1992-02-29'),
    ),
  ),
  lunar: fc.boolean(),
  phone: fc.boolean(),
  places: fc.array(fc.constantFrom('浙江省 杭州市', '浙江 宁波', '上海市 上海市', '月球 广寒宫'), { maxLength: 2 }),
  arrivals: fc.option(
    fc.record({
      scene: fc.constantFrom('1047', '1011'),
      source: fc.constantFrom('', 'poster', 'link'),
      lastScene: fc.constantFrom('1047', '1089'),
      lastSource: fc.constantFrom('poster', 'friend'),
    }),
  ),
});
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never;
const people: { readonly member: TestMember; readonly is: Person }[] = [];
const thisYear = () => shanghaiDay(ctx.now()).slice(0, 4);
/** Those of the year before, of this year and of the next, by her calendar. */
const birthdaysOf = ({ birthday, lunar }: Person): readonly string[] =>
  birthday === null ? [] : [-1, 0, 1].map((ahead) => birthdayIn(Number(thisYear()) + ahead, { day: birthday, lunar }));

beforeAll(async () => {
  for (const is of fc.sample(person, 40)) {
    const member = await createMember(ctx);
    people.push({ member, is });
    for (const place of is.places) {
      const [province = '', city = ''] = place.split(' ');
      await createAddress(ctx, member.id, { province, city });
    }
    await sql`
      update members.member set phone_index = ${is.phone ? `of ${member.id}` : null} where id = ${member.id}
    `.execute(ctx.db);
    await setBirthday(ctx, member.id, is.birthday, is.lunar);
    if (is.arrivals)
      await sql`
        update members.account set first_arrived_at = ${new Date(ctx.now().getTime() - DAY_MS)}, arrived_at = ${ctx.now()},
          first_scene = ${is.arrivals.scene}, first_source = ${is.arrivals.source}, last_scene = ${is.arrivals.lastScene},
          last_source = ${is.arrivals.lastSource}, last_source_at = ${ctx.now()}
        where member_id = ${member.id}
      `.execute(ctx.db);
  }
  // Kept before it was written down where they lie.
  await sql`update members.address set region = null where substr(id, length(id)) in ('1', '2', 'a', 'b', 'c')`.execute(
    ctx.db,
  );
  await app.settle();
});

async function expectBoth(what: Condition, holds: (is: Person) => boolean): Promise<void> {
  const all = people.map(({ member }) => member.personNo);
  const expected = people.flatMap(({ member, is }) => (holds(is) ? [member.personNo] : []));
  const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
  const held = await kit.holdsFor(ctx, what, all);
  expect(all.filter((no) => set.has(no))).toEqual(expected);
  expect(all.filter((no) => held.has(no))).toEqual(expected);
}

const REGION_OF: Readonly<Record<string, readonly string[]>> = {
  '浙江省 杭州市': ['浙江省', '浙江省/杭州市'],
  '浙江 宁波': ['浙江省', '浙江省/宁波市'],
  '上海市 上海市': ['上海市', '上海市/上海市'],
  '月球 广寒宫': [],
};

describe('what is known of a member', () => {
  it('finds those whose birthday is soon, by the lunar calendar and on 29 February too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (days) => {
        const from = shanghaiDay(ctx.now());
        const coming = Array.from({ length: days }, (_, n) => addDays(from, n));
        await expectBoth({ kind: 'birthday', values: { how: 'soon', days } }, (is) =>
          birthdaysOf(is).some((day) => coming.includes(day)),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('finds those who have it in a month of this year', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), async (months) => {
        await expectBoth({ kind: 'birthday', values: { how: 'months', months: months.map(String) } }, (is) =>
          birthdaysOf(is).some((day) => day.slice(0, 4) === thisYear() && months.includes(Number(day.slice(5, 7)))),
        );
      }),
      { numRuns: 12 },
    );
  });

  it('finds those who have a phone number', async () => {
    await expectBoth({ kind: 'has_phone', values: {} }, ({ phone }) => phone);
  });

  it.each([[['浙江省']], [['浙江省/宁波市']], [['上海市', '浙江省/杭州市']], [['北京市']]])(
    'finds those with an address in %s, however it was written and whenever it was kept',
    async (regions) => {
      await expectBoth({ kind: 'lives_in', values: { regions } }, ({ places }) =>
        places.some((place) => (REGION_OF[place] ?? []).some((region) => regions.includes(region))),
      );
    },
  );

  it('finds those whom a source or a scene brought', async () => {
    const asked = fc.record({
      way: fc.constantFrom('first', 'last'),
      sources: fc.subarray(['poster', 'link', 'friend'], { minLength: 1 }),
      scenes: fc.subarray(['1047', '1011', '1089']),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ way, sources, scenes }) => {
        await expectBoth({ kind: 'came_by', values: { way, sources, scenes } }, ({ arrivals }) => {
          if (arrivals === null) return false;
          const [scene, source] =
            way === 'first' ? [arrivals.scene, arrivals.source] : [arrivals.lastScene, arrivals.lastSource];
          return sources.includes(source) && (scenes.length === 0 || scenes.includes(scene));
        });
      }),
      { numRuns: 15 },
    );
    await expectBoth({ kind: 'came_by', values: { way: 'joined', sources: ['direct'] } }, () => true);
  });

  it('is read as a sentence', async () => {
    const say = async (kind: string, values: object) => (await kit.preview(ctx, { kind, values })).sentence;
    expect(await say('birthday', { how: 'months', months: ['2', '1'] })).toEqual({
      zh: '生日在 1 月、2 月',
      en: 'has her birthday in January or February',
    });
    expect(await say('came_by', { way: 'first', sources: ['poster'], scenes: ['1047'] })).toEqual({
      zh: '第一次来时来源是 poster，通过「扫小程序码」',
      en: 'came the first time by poster and by the way “A scanned mini-program code”',
    });
    expect(await say('lives_in', { regions: ['浙江省/杭州市'] })).toMatchObject({ zh: '有浙江省杭州市的收货地址' });
  });
});
