import type { Field, ValuesOf } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { type PersonSet, personsIn } from '../../platform/event-store/person-set.ts';
import type { Form } from '../../platform/form/form.ts';
import type { ConditionKind, ConditionKit } from '../audiences/index.ts';
import { type At, runPrefix, type Visitor } from './run.ts';
import { type Place, type Step, step } from './step.ts';
import { no, yes } from './ways.ts';

/** A question that parts people by its answer: a step with the ways `yes` and `no`. It reaches nobody, so both arms are asked. */
export type Question<Fields extends readonly Field[]> = {
  readonly kind: string;
  readonly words: Words;
  readonly form: Form<Fields>;
  misplaced?(values: ValuesOf<Fields>, place: Place): Words | null;
  asksStore?(values: ValuesOf<Fields>): boolean;
  adds?: Step['adds'];
  /** Asked of everyone at once: whether each says yes. */
  ask(ctx: Ctx, node: At<Fields>, runs: readonly Visitor[]): Promise<(run: Visitor) => boolean>;
  /** For whom it was true at a moment of the past, as a set in the event store; absent: history cannot tell. */
  was?(ctx: Ctx, values: ValuesOf<Fields>, at: Date): Promise<PersonSet>;
};

export function question<const Fields extends readonly Field[]>({ ask, was, ...rest }: Question<Fields>): Step<Fields> {
  return step({
    ...rest,
    ...(was ? { would: wouldSay(was) } : {}),
    group: 'ask',
    ways: [yes, no],
    async run(ctx, _plan, node, runs) {
      const says = await ask(ctx, node, runs);
      return [
        { runs: runs.filter((run) => says(run)), way: 'yes' },
        { runs: runs.filter((run) => !says(run)), way: 'no' },
      ];
    },
  });
}

function wouldSay<const Fields extends readonly Field[]>(
  was: NonNullable<Question<Fields>['was']>,
): NonNullable<Step<Fields>['would']> {
  return async (ctx, { values }, { persons, at }) => {
    const held = await personsIn(ctx, await was(ctx, values, at), persons);
    return (personNo) => (held.has(personNo) ? yes.key : no.key);
  };
}

/** A condition of audiences as a question about whoever comes here. */
export const askCondition =
  (conditions: Pick<ConditionKit, 'personsOf'>) =>
  ({ kind, words: name, form, asksStore, holds, persons }: ConditionKind): Step =>
    question({
      kind,
      asksStore: () => asksStore ?? false,
      was: async (ctx, values, at) =>
        persons(ctx, values, at, async (ctx, condition, at) => conditions.personsOf(ctx, condition, at)),
      words: name,
      form: {
        ...form,
        sentence(values, names) {
          const said = form.sentence(values, names);
          return words(`${said.zh}吗？`, `${said.en.charAt(0).toUpperCase()}${said.en.slice(1)}?`);
        },
      },
      async ask(ctx, { values }, runs) {
        const persons = runs.map(({ personNo }) => personNo);
        const yes = await holds(ctx, values, persons, ctx.now());
        return ({ personNo }) => yes.has(personNo);
      },
    });

/** Whether something that a run asked for at a node, on any of its visits so far, is among what is found by key. */
export async function anyKeyOf(
  runs: readonly Visitor[],
  node: string,
  find: (keys: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<(run: Visitor) => boolean> {
  const keysOf = (run: Visitor) =>
    Array.from({ length: run.visit + 1 }, (_, visit) => `${runPrefix(run.id)}${node}:${visit}`);
  const found = await find(runs.flatMap(keysOf));
  return (run) => keysOf(run).some((key) => found.has(key));
}
