import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { listPersons } from '../../platform/event-store/person-set.ts';
import { testApp } from '../../platform/testing/app.ts';
import { conditionKit } from '../audiences/index.ts';
import { becomeOne, createMember, type TestMember } from '../members/testing.ts';
import { signedIn } from '../operators/testing.ts';
import { hasConsent } from './domain.ts';

const app = await testApp();
const { ctx } = app;
const kit = conditionKit([hasConsent]);
const TEMPLATES = ['couponExpiring', 'orderShipped'] as const;

/** What one account of hers answered for one template, one after the other, and how many were sent since. */
const answered = fc.record({
  template: fc.constantFrom(...TEMPLATES),
  account: fc.constantFrom(1, 2),
  answers: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
  sent: fc.integer({ min: 0, max: 3 }),
});
type Answered = typeof answered extends fc.Arbitrary<infer T> ? T : never;
type Person = { readonly member: TestMember; answered: readonly Answered[] };
const people: Person[] = [];

/** A plain reading: what she still allows, what her last words were. */
function stateOf(person: Person, template: string): { readonly state: string; readonly left: number } {
  const mine = person.answered.filter((one) => one.template === template);
  const left = mine.reduce((sum, one) => sum + leftOf(one), 0);
  if (mine.length === 0) return { state: 'never', left };
  if (left > 0) return { state: 'left', left };
  return { state: mine.every(({ answers }) => answers.at(-1) === false) ? 'refused' : 'used_up', left };
}

const leftOf = ({ answers, sent }: Answered) => Math.max(0, answers.filter((yes) => yes).length - sent);

async function bothForms(values: object): Promise<[number[], number[]]> {
  const all = people.map(({ member }) => member.personNo);
  const what = { kind: 'consent', values: { ...values } };
  const set = new Set(await listPersons(ctx, await kit.personsOf(ctx, what, ctx.now())));
  const held = await kit.holdsFor(ctx, what, all);
  return [all.filter((no) => set.has(no)), all.filter((no) => held.has(no))];
}

beforeAll(async () => {
  const unique = { selector: ({ template, account }: Answered) => `${template} ${account}`, maxLength: 4 };
  for (const answers of fc.sample(fc.uniqueArray(answered, unique), 40)) {
    const member = await createMember(ctx);
    people.push({ member, answered: answers });
    for (const one of answers)
      await sql`
        insert into messaging.consent (person_no, channel, app, account, template_key, remaining, refused, updated_at)
        values (${member.personNo}, 'subscribe', 'wx_test', ${member.personNo * 10 + one.account}, ${one.template}, ${leftOf(one)},
          ${one.answers.at(-1) === false}, ${ctx.now()})
      `.execute(ctx.db);
  }
  await app.settle();
});

describe('the condition of consent', () => {
  it('finds who still allows a message so many times, has used it up, refused, or was never asked', async () => {
    const asked = fc.record({
      template: fc.constantFrom(...TEMPLATES),
      state: fc.constantFrom('left', 'used_up', 'refused', 'never'),
      atLeast: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ template, state, atLeast }) => {
        const expected = people.flatMap((person) => {
          const found = stateOf(person, template);
          return found.state === state && (state !== 'left' || found.left >= atLeast) ? [person.member.personNo] : [];
        });
        expect(await bothForms({ template, state, atLeast })).toEqual([expected, expected]);
      }),
      { numRuns: 30 },
    );
  });

  it('leaves nobody out and counts nobody twice', async () => {
    const all = people.map(({ member }) => member.personNo);
    for (const template of TEMPLATES) {
      const parts = await Promise.all(
        ['left', 'used_up', 'refused', 'never'].map(
          async (state) => (await bothForms({ template, state, atLeast: 1 }))[0],
        ),
      );
      expect(parts.flat().sort((a, b) => a - b)).toEqual([...all].sort((a, b) => a - b));
    }
  });

  it('says on her page how she stands with each message, in the same words', async () => {
    const { cookie } = await signedIn(ctx, 'owner');
    for (const person of people.slice(0, 12)) {
      const { body } = await app.call(`GET /api/admin/members/${person.member.id}/consents`, { cookie });
      for (const template of TEMPLATES) {
        const rows = body.items.filter((row: { templateKey: string }) => row.templateKey === template);
        const states = new Set(rows.map(({ state }: { state: string }) => state));
        expect([...states].includes(stateOf(person, template).state)).toBe(true);
      }
    }
  });

  it('follows her when two records become one', async () => {
    const refused = people.find((person) => stateOf(person, TEMPLATES[0]).state === 'refused');
    const allows = people.find((person) => stateOf(person, TEMPLATES[0]).state === 'left');
    if (!refused || !allows) throw new Error('forty people answer in every way');
    await becomeOne(ctx, refused.member, allows.member);
    await app.settle();
    refused.answered = [...refused.answered, ...allows.answered];
    const [left] = await bothForms({ template: TEMPLATES[0], state: 'left', atLeast: 1 });
    expect(left).toContain(refused.member.personNo);
  });
});
