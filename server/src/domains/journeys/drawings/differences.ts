import { isDeepStrictEqual } from 'node:util';
import type { Field } from '@huoshui/contracts/form';
import { isShown } from '@huoshui/contracts/form-values';
import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { type differenceKind, reentryKey } from '@huoshui/contracts/words/journeys';
import type { Names } from '../../../platform/form/form.ts';
import { sayValue } from '../../../platform/form/say-value.ts';
import { type Definition, type Node, nodeOf } from '../definition.ts';
import { findKind } from '../find-kind.ts';
import type { Kit } from '../kit.ts';
import { exitSentences, goalSentence, nodeSentence, triggerSentence } from '../sentence.ts';

type Detail = { readonly label: Words; readonly before: Words | null; readonly after: Words | null };
export type Difference = {
  readonly kind: keyof typeof differenceKind;
  /** Null: the journey as a whole. */
  readonly node: string | null;
  readonly sentence: Words;
  readonly details: readonly Detail[];
};

/** What the second does otherwise than the first, by label; what is said of it comes as people read a journey. Pure. */
export function differencesOf(kit: Kit, before: Definition, after: Definition, names: Names): Difference[] {
  const whole = wholeDetails(kit, before, after, names);
  return [
    ...(whole.length > 0 ? [{ kind: 'changed' as const, node: null, sentence: WHOLE, details: whole }] : []),
    ...after.nodes.flatMap((node): Difference[] => {
      const was = nodeOf(before, node.key);
      const told = { node: node.key, sentence: nodeSentence(kit, node, names) };
      if (!was) return [{ kind: 'added', ...told, details: [] }];
      const details = nodeDetails(kit, { before, after, names }, was, node);
      return details.length > 0 ? [{ kind: 'changed', ...told, details }] : [];
    }),
    ...before.nodes
      .filter(({ key }) => !nodeOf(after, key))
      .map((node): Difference => {
        return { kind: 'removed', node: node.key, sentence: nodeSentence(kit, node, names), details: [] };
      }),
  ];
}

const WHOLE = words('旅程设置', 'The journey as a whole');
const OUT = words('离开旅程', 'out of the journey');

function wholeDetails(kit: Kit, before: Definition, after: Definition, names: Names): Detail[] {
  const of = (label: Words, say: (definition: Definition) => Words | null) => changed(label, say(before), say(after));
  return [
    ...of(words('谁进入', 'Who comes in'), (one) => triggerSentence(kit, one, names)),
    ...(before.start === after.start
      ? []
      : of(words('第一步', 'First step'), (one) => stepAt(kit, one, one.start, names))),
    ...of(words('目标', 'Goal'), (one) => goalSentence(kit, one, names)),
    ...of(words('达成目标就离开', 'Leaves at the goal'), ({ exitOnGoal }) => yesNo(exitOnGoal)),
    ...of(words('提前退出', 'Leaves early'), (one) => {
      const said = exitSentences(kit, one, names);
      return said.length > 0 ? joinWords(said, words('；或者', '; or ')) : null;
    }),
    ...of(words('再次进入', 'Coming in again'), ({ reentry }) => reentrySentence(reentry)),
    ...of(words('对照组', 'Holdout'), ({ holdout }) => words(`${holdout}%`, `${holdout}%`)),
    ...of(words('预算', 'Budget'), ({ budgetId: id }) => (id === null ? null : (names('budget', id) ?? words(id, id)))),
  ];
}

function reentrySentence(reentry: Definition['reentry']): Words {
  if (reentry.kind === 'never') return words('一生一次', 'once in a life');
  const { cooldownDays: days } = reentry;
  const again =
    days === 0
      ? words('一离开就可以', 'at once')
      : words(`离开后第 ${days} 天起可以`, `from day ${days} after leaving`);
  if (reentry.kind === 'after_exit') return again;
  const by = reentryKey[reentry.by];
  return words(`${by.zh}各走各的，${again.zh}再进`, `a run for ${by.en}, again ${again.en}`);
}

type Both = { readonly before: Definition; readonly after: Definition; readonly names: Names };

function nodeDetails(kit: Kit, { before, after, names }: Both, was: Node, is: Node): Detail[] {
  if (was.kind !== is.kind)
    return [
      { label: words('步骤', 'Step'), before: nodeSentence(kit, was, names), after: nodeSentence(kit, is, names) },
    ];
  const step = findKind(kit.steps, is.kind);
  const fields: readonly Field[] = step?.form.fields ?? [];
  const values = fields.flatMap((field) => {
    if (isDeepStrictEqual(was.values[field.key] ?? null, is.values[field.key] ?? null)) return [];
    const said = ({ values }: Node, of: Definition) =>
      !isShown(field, fields, values)
        ? null
        : field.kind === 'node'
          ? stepAt(kit, of, String(values[field.key]), names)
          : sayValue(field, values[field.key], names);
    const [one, other] = [said(was, before), said(is, after)];
    // Lists and texts may be told by the same words and be others all the same.
    return one || other ? [{ label: field.label, before: one, after: other }] : [];
  });
  const allWays = new Set([...Object.keys(was.ways), ...Object.keys(is.ways)]);
  const ways = [...allWays].flatMap((way) => {
    const label = step?.ways.find(({ key }) => key === way)?.words ?? words(way, way);
    const leads = (node: Node, of: Definition) => {
      const next = node.ways[way];
      return next === undefined ? null : next === null ? OUT : stepAt(kit, of, next, names);
    };
    if (was.ways[way] === is.ways[way]) return [];
    return [
      {
        label: words(`「${label.zh}」通向`, `“${label.en}” leads to`),
        before: leads(was, before),
        after: leads(is, after),
      },
    ];
  });
  return [...values, ...ways];
}

function stepAt(kit: Kit, definition: Definition, key: string, names: Names): Words | null {
  const node = nodeOf(definition, key);
  return node ? nodeSentence(kit, node, names) : null;
}

function changed(label: Words, before: Words | null, after: Words | null): Detail[] {
  return before?.zh === after?.zh ? [] : [{ label, before, after }];
}

const yesNo = (is: boolean): Words => (is ? words('是', 'yes') : words('否', 'no'));
