import { words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { eventRow } from '../../domains/analytics/testing.ts';
import { createMember, type TestMember } from '../../domains/members/testing.ts';
import { signedIn } from '../../domains/operators/testing.ts';
import { personsOfQuery } from '../event-store/person-set.ts';
import { bound, piece } from '../event-store/piece.ts';
import { form } from '../form/form.ts';
import { testApp } from '../testing/app.ts';
import { people } from './people.ts';

// A number that nobody has heard of, in one object: page, file, refusal and permission come by themselves.
const waved = people({
  name: 'toys.waved',
  can: 'analytics.read',
  form: form({
    fields: [
      { key: 'most', label: words('最多', 'At most'), kind: 'count', min: 1, max: 99, initial: 99 },
      { key: 'name', label: words('行为', 'Event'), kind: 'text', max: 20, optional: true },
    ],
    sentence: ({ most, name }) => words(`做过 ${name} 的前 ${most} 人`, `The first ${most} who did ${name}`),
  }),
  persons: async (_ctx, { name }) =>
    personsOfQuery(piece`SELECT person_no FROM events WHERE name = ${bound('String', name ?? 'wave')}`),
});
const known = people({
  name: 'toys.known',
  can: 'audit.read',
  form: form({ fields: [], sentence: () => words('认识的人', 'Known') }),
  persons: async () => members.flatMap(({ personNo }) => [personNo, personNo, 0]),
});
const members: TestMember[] = [];
const STRANGER = 900_001;

const app = await testApp({ extra: { domains: [{ name: 'toys', people: [waved, known] }] } });
const { ctx } = app;
let viewer = '';
let owner = '';
beforeAll(async () => {
  viewer = (await signedIn(ctx, 'viewer')).cookie;
  owner = (await signedIn(ctx, 'owner')).cookie;
  for (let n = 0; n < 5; n += 1) members.push(await createMember(ctx));
  const at = ctx.now().toISOString();
  const persons = [...members.map(({ personNo }) => personNo), STRANGER, STRANGER + 1];
  await ctx.events.insert(
    'events',
    persons.map((person) => eventRow({ person, name: 'wave', at })),
  );
});
const ask = async (name: string, query: Readonly<Record<string, string>>, cookie = viewer) =>
  app.call(`GET /api/admin/people/${name}?${new URLSearchParams(query)}`, { cookie });
const values = (asked: object) => ({ values: JSON.stringify(asked) });

describe('a number that opens its people', () => {
  it('says what it counts, how many they are and how many of them are no members', async () => {
    const { body } = await ask('toys.waved', values({ most: 9, name: 'wave' }));
    expect(body).toMatchObject({ persons: 7, visitors: 2, total: 5, nextCursor: null });
    expect(body.sentence).toEqual({ zh: '做过 wave 的前 9 人', en: 'The first 9 who did wave' });
    expect(body.items.map((row: { id: string }) => row.id)).toEqual(members.map(({ id }) => id).reverse());
    // What is not said is at its initial value.
    expect((await ask('toys.waved', values({ name: 'wave' }))).body.sentence.en).toBe('The first 99 who did wave');
  });

  it('gives every member once, page by page, and the number on each', async () => {
    const found: string[] = [];
    let cursor = '';
    for (let pages = 1; ; pages += 1) {
      const asked = { ...values({ most: 9 }), limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await ask('toys.waved', asked);
      expect(body).toMatchObject(cursor === '' ? { persons: 7, visitors: 2, total: 5 } : { persons: 7 });
      found.push(...body.items.map((row: { id: string }) => row.id));
      if (body.nextCursor === null) {
        expect(pages).toBe(3);
        break;
      }
      cursor = body.nextCursor;
    }
    expect(found.sort()).toEqual(members.map(({ id }) => id).sort());
  });

  it('gives every member once among many more who are none', async () => {
    const at = ctx.now().toISOString();
    const between = Array.from({ length: 3_000 }, (_, n) => STRANGER + 10 + n);
    const persons = [...members.map(({ personNo }) => personNo), ...between];
    await ctx.events.insert(
      'events',
      persons.map((person) => eventRow({ person, name: 'crowd', at })),
    );
    const found: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await ask('toys.waved', {
        ...values({ name: 'crowd' }),
        limit: '2',
        ...(cursor ? { cursor } : {}),
      });
      expect(body.persons).toBe(3_005);
      found.push(...body.items.map((row: { id: string }) => row.id));
      if (body.nextCursor === null) break;
      cursor = body.nextCursor;
    }
    expect(found).toEqual(members.map(({ id }) => id).reverse());
  });

  it('finds one of them by a word, and nobody else', async () => {
    const [first] = members;
    const stranger = await createMember(ctx);
    const { body } = await ask('toys.waved', { ...values({ most: 9 }), q: first?.id ?? '' });
    expect(body).toMatchObject({ persons: 7, total: 1, items: [{ id: first?.id }] });
    expect((await ask('toys.waved', { ...values({ most: 9 }), q: stranger.id })).body.items).toEqual([]);
    const file = await ask('toys.waved/export.csv', { ...values({ most: 9 }), q: first?.id ?? '' });
    expect(file.text.trim().split('\r\n').slice(1)).toEqual([expect.stringContaining(first?.id ?? '–')]);
  });

  it('stands in its file whole, also where they are more than are read at once', async () => {
    const { rows } = await sql<{ personNo: number }>`
      with made as (
        insert into members.member (id, nickname, source, created_at)
        select 'mem_crowd' || n, '会员' || n, 'test', ${ctx.now()} from generate_series(1, 10050) as n returning person_no
      ) insert into members.standing (person_no) select person_no from made returning person_no
    `.execute(ctx.db);
    const at = ctx.now().toISOString();
    await ctx.events.insert(
      'events',
      rows.map(({ personNo }) => eventRow({ person: personNo, name: 'march', at })),
    );
    const { body } = await ask('toys.waved', values({ name: 'march' }));
    const lines = (await ask('toys.waved/export.csv', values({ name: 'march' }))).text.trim().split('\r\n').slice(1);
    expect([body.total, body.persons, lines.length, new Set(lines).size]).toEqual([10_050, 10_050, 10_050, 10_050]);
    const found = (await ask('toys.waved/export.csv', { ...values({ name: 'march' }), q: '会员1' })).text
      .trim()
      .split('\r\n');
    expect(found.length - 1).toBe((await ask('toys.waved', { ...values({ name: 'march' }), q: '会员1' })).body.total);
    // A workbook that would not hold them is refused, never cut.
    const book = await ask('toys.waved/export.csv', { ...values({ name: 'march' }), as: 'xlsx' });
    expect([book.status, book.body.error.code]).toEqual([409, 'platform.too_many_cells']);
  });

  it('refuses a value that the question does not know, at its place, and drops none', async () => {
    const { status, body } = await ask('toys.waved', values({ most: 100, colour: 'red' }));
    expect([status, body.error.code]).toEqual([400, 'platform.bad_form']);
    expect(body.error.details.problems.map(({ at }: { at: string }) => at)).toEqual(['colour', 'most']);
    for (const text of ['[]', 'null', '{', '1'])
      expect((await ask('toys.waved', { values: text })).body.error.code).toBe('platform.bad_input');
    expect((await ask('toys.unknown', values({}))).status).toBe(404);
  });

  it('counts each of numbers that are known here once, and asks for the permission of the number', async () => {
    expect((await ask('toys.known', values({}), owner)).body).toMatchObject({ persons: 5, visitors: 0, total: 5 });
    expect((await ask('toys.known', values({}))).status).toBe(403);
    expect((await app.call('GET /api/admin/people/toys.known')).status).toBe(401);
  });

  it('is a file in both languages, inert in a spreadsheet', async () => {
    const file = await ask('toys.waved/export.csv', { ...values({ most: 9 }), language: 'en' });
    expect(file.headers.get('content-disposition')).toContain('toys.waved.csv');
    const lines = file.text.trim().split('\r\n');
    expect(lines[0]).toContain('Member ID,Member no.,Nickname,Phone,Stage');
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain('Never paid');
    expect((await ask('toys.waved/export.csv', values({ most: 9 }))).text).toContain('未购买');
  });
});
