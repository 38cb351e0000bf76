import type { Condition } from '@huoshui/contracts/condition';
import type { Problem } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import type { Ctx } from '../../../platform/ctx.ts';
import { except, intersect, type PersonSet, union } from '../../../platform/event-store/person-set.ts';
import type { Piece } from '../../../platform/event-store/piece.ts';
import { choosesCategories, withBranches } from '../../../platform/form/branches.ts';
import { checkForm } from '../../../platform/form/check.ts';
import type { Names } from '../../../platform/form/form.ts';
import { badForm, gone } from '../../../platform/form/read.ts';
import { did, type Together } from '../../analytics/index.ts';
import { readBranches } from '../../catalog/index.ts';
import type { ConditionKind } from '../condition.ts';
import { type CheckedCondition, checkCondition, unknownKind } from './check.ts';
import { conditionKinds } from './index.ts';
import { type Looked, lookAt } from './look.ts';
import { readCondition } from './read.ts';
import { sayCondition } from './say.ts';

/** What segments, journeys and content ask with: every kind, and both forms of the answer for any composition of them. */
export type ConditionKit = {
  readonly kinds: readonly ConditionKind[];
  /** What a draft means, or what is wrong with it, at its place: `all.0.values.atLeast`. */
  preview(
    ctx: Ctx,
    draft: unknown,
  ): Promise<{ readonly problems: readonly Problem[]; readonly sentence: Words | null }>;
  /** One that lies in a form: `Form.problem`, `Form.picks` and `Form.sentence` hand it on. */
  check(draft: unknown): CheckedCondition;
  say(condition: Condition, names: Names): Words;
  /** A checked condition. @throws platform.bad_form */
  read(ctx: Ctx, draft: unknown): Promise<Condition>;
  /** Everyone for whom it is true at a moment, from the facts before it. */
  personsOf(ctx: Ctx, condition: Condition, asOf: Date): Promise<PersonSet>;
  /** The same of several, for one statement that ends with `from`: what they ask alike is asked once. */
  setsOf(
    ctx: Ctx,
    conditions: readonly Condition[],
    asOf: Date,
  ): Promise<{ readonly sets: readonly PersonSet[]; readonly from: Piece }>;
  /** The members among them, and how many are left after each part of it: one look for all of it. */
  look(ctx: Ctx, condition: Condition, asOf: Date): Promise<Looked>;
  /** Whether `holdsFor` asks the event store for any part of it. */
  asksStore(condition: Condition): boolean;
  /** Those of these members for whom it is true now. */
  holdsFor(ctx: Ctx, condition: Condition, personNos: readonly number[]): Promise<ReadonlySet<number>>;
};

/** The kinds there are, and some more. */
export function conditionKit(more: readonly ConditionKind[] = []): ConditionKit {
  const kinds = [...conditionKinds, ...more];
  const names = kinds.map(({ kind }) => kind);
  if (new Set(names).size !== names.length) throw new Error(`two conditions of one name: ${names.join(', ')}`);
  const preview = async (ctx: Ctx, draft: unknown) => {
    const { condition, problems } = readCondition(draft);
    if (!condition) return { problems, sentence: null };
    const checked = checkCondition(kinds, condition);
    const names = await ctx.names(ctx, checked.picked);
    const all = [...checked.problems, ...gone(checked.picked, names)];
    return { problems: all, sentence: all.length > 0 ? null : sayCondition(kinds, condition, names) };
  };
  return {
    kinds,
    preview,
    check: (draft) => checkCondition(kinds, draft),
    say: (condition, names) => sayCondition(kinds, condition, names),
    read: async (ctx, draft) => {
      const { problems } = await preview(ctx, draft);
      const { condition } = readCondition(draft);
      if (problems.length > 0 || !condition) throw badForm(problems);
      return condition;
    },
    personsOf: async (ctx, condition, asOf) => personsOf(ctx, kinds, condition, asOf),
    setsOf: async (ctx, conditions, asOf) => {
      const asked = did.together();
      const sets = await Promise.all(conditions.map(async (one) => setOf(ctx, kinds, one, asOf, asked)));
      return { sets, from: await asked.from(ctx) };
    },
    look: async (ctx, condition, asOf) => {
      const asked = did.together();
      return lookAt(ctx, condition, asOf, asked, async (leaf) => setOf(ctx, kinds, leaf, asOf, asked));
    },
    asksStore: (condition) => asksStore(kinds, condition),
    holdsFor: async (ctx, condition, personNos) => holdsFor(ctx, kinds, condition, [...new Set(personNos)], ctx.now()),
  };
}

type Kinds = readonly ConditionKind[];
type Leaf = Extract<Condition, { kind: string }>;

async function personsOf(ctx: Ctx, kinds: Kinds, condition: Condition, asOf: Date): Promise<PersonSet> {
  const asked = did.together();
  return asked.alone(ctx, await setOf(ctx, kinds, condition, asOf, asked));
}

/** What only asks who did something is `asked` with all else that does, and is a column there. */
async function setOf(ctx: Ctx, kinds: Kinds, condition: Condition, asOf: Date, asked: Together): Promise<PersonSet> {
  const each = async (parts: readonly Condition[]) =>
    Promise.all(parts.map(async (part) => setOf(ctx, kinds, part, asOf, asked)));
  if ('all' in condition) return intersect([asked.everyMember(asOf), ...(await each(condition.all))]);
  if ('any' in condition) return union(await each(condition.any));
  if ('not' in condition) return except(asked.everyMember(asOf), await setOf(ctx, kinds, condition.not, asOf, asked));
  const { kind, values } = await valuesOf(ctx, kinds, condition);
  const atAll = kind.did?.(values, asOf) ?? null;
  if (atAll) {
    const set = asked.persons(atAll.event, atAll.since, atAll.until);
    return atAll.others ? except(asked.everyMember(asOf), set) : set;
  }
  return kind.persons(ctx, values, asOf, async (ctx, inner, at) => personsOf(ctx, kinds, inner, at));
}

function asksStore(kinds: Kinds, condition: Condition): boolean {
  if ('all' in condition) return condition.all.some((part) => asksStore(kinds, part));
  if ('any' in condition) return condition.any.some((part) => asksStore(kinds, part));
  if ('not' in condition) return asksStore(kinds, condition.not);
  return kinds.find(({ kind }) => kind === condition.kind)?.asksStore ?? false;
}

/** Each part is asked only of those for whom the answer is still open. */
async function holdsFor(
  ctx: Ctx,
  kinds: Kinds,
  condition: Condition,
  personNos: readonly number[],
  asOf: Date,
): Promise<ReadonlySet<number>> {
  if (personNos.length === 0) return new Set();
  if ('not' in condition) {
    const held = await holdsFor(ctx, kinds, condition.not, personNos, asOf);
    return new Set(personNos.filter((no) => !held.has(no)));
  }
  if ('all' in condition) {
    let open = personNos;
    for (const part of condition.all) open = [...(await holdsFor(ctx, kinds, part, open, asOf))];
    return new Set(open);
  }
  if ('any' in condition) {
    const held = new Set<number>();
    for (const part of condition.any) {
      const open = personNos.filter((no) => !held.has(no));
      for (const no of await holdsFor(ctx, kinds, part, open, asOf)) held.add(no);
    }
    return held;
  }
  const { kind, values } = await valuesOf(ctx, kinds, condition);
  return kind.holds(ctx, values, personNos, asOf);
}

/** The values of a leaf as it is asked: a category that is chosen means those below it too. */
async function valuesOf(ctx: Ctx, kinds: Kinds, { kind: name, values: draft }: Leaf) {
  const kind = kinds.find((one) => one.kind === name);
  if (!kind) throw badForm([{ at: 'kind', words: unknownKind(name) }]);
  const checked = checkForm(kind.form, draft);
  if (!checked.ok) throw badForm(checked.problems);
  const { values } = checked;
  if (!choosesCategories(kind.form, values)) return { kind, values };
  return { kind, values: withBranches(kind.form, values, await readBranches(ctx)) };
}
