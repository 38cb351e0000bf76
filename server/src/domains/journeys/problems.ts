import { isWay } from '@huoshui/contracts/form-values';
import { type Words, words } from '@huoshui/contracts/words';
import { reentryKey } from '@huoshui/contracts/words/journeys';
import { checkForm, type PickedId } from '../../platform/form/check.ts';
import type { Form } from '../../platform/form/form.ts';
import type { FoundNames } from '../../platform/form/names.ts';
import { type Definition, loopsWithoutRest, type Node, nodeOf, type Piece, reachable } from './definition.ts';
import { KEY } from './enter.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { problemOfNode } from './node-field.ts';

/**
 * What keeps a definition from being published: at a node and a field of it ('': all). Of the journey as a whole `node` is
 * null, and `at` begins with `trigger`, `goal`, `exits.N` or `reentry` where it is about these.
 */
export type Problem = { readonly node: string | null; readonly at: string; readonly words: Words };

export function problemsOf(kit: Kit, definition: Definition, names: FoundNames): Problem[] {
  const { trigger, goal, exits = [], nodes } = definition;
  const keys = new Set(nodes.map((n) => n.key));
  const whole = (text: Words): Problem => ({ node: null, at: '', words: text });
  return [
    ...(keys.size === nodes.length ? [] : [whole(words('节点标识重复', 'Two nodes have the same key'))]),
    ...(keys.has(definition.start) ? [] : [whole(nodes.length === 0 ? NO_STEPS : NO_START)]),
    ...(trigger.kind === ''
      ? [{ node: null, at: 'trigger', words: NO_TRIGGER }]
      : problemsOfWhole('trigger', findKind(kit.triggers, trigger.kind), trigger, names)),
    ...(goal ? problemsOfWhole('goal', findKind(kit.goals, goal.kind), goal, names) : []),
    ...exits.flatMap((exit, n) => problemsOfWhole(`exits.${n}`, findKind(kit.exits, exit.kind), exit, names)),
    ...problemsOfReentry(kit, definition),
    ...nodes.flatMap((node) => problemsOfNode(kit, definition, node, names)),
    ...loopsWithoutRest(definition, (node) => findKind(kit.steps, node.kind)?.rest !== undefined).map((node) => ({
      node,
      at: '',
      words: words('循环里没有等待，会停不下来', 'A loop without a wait would never stop'),
    })),
    ...nodes
      .filter((node) => !reachable(definition).has(node.key))
      .map((node) => ({ node: node.key, at: '', words: words('没有任何路径能到达', 'No path comes here') })),
  ];
}

const NO_STEPS = words('还没有步骤', 'There are no steps yet');
const NO_START = words('没有起点', 'There is no start');
const NO_TRIGGER = words('还没有选什么事让人进来', 'What brings people in is not chosen yet');

function problemsOfWhole(
  what: 'trigger' | 'goal' | `exits.${number}`,
  kind: Named | undefined,
  piece: Piece,
  names: FoundNames,
): Problem[] {
  return problemsOfPiece(kind, piece, null, names).map((problem) => ({
    ...problem,
    at: problem.at === '' ? what : `${what}.${problem.at}`,
  }));
}

/** Runs cannot be told apart by what the trigger does not know of whom it brings in. */
function problemsOfReentry(kit: Kit, { trigger, reentry }: Definition): Problem[] {
  if (reentry.kind !== 'by_key' || reentry.by === 'happening') return [];
  const kind = findKind(kit.triggers, trigger.kind);
  if (!kind || [...kind.knows, ...(kind.mayKnow ?? [])].includes(KEY[reentry.by])) return [];
  const by = reentryKey[reentry.by];
  const text = words(
    `「${kind.words.zh}」不知道是哪一个，不能按「${by.zh}」各走各的`,
    `“${kind.words.en}” does not know which: runs cannot be told apart by ${by.en}`,
  );
  return [{ node: null, at: 'reentry', words: text }];
}

function problemsOfNode(kit: Kit, definition: Definition, node: Node, names: FoundNames): Problem[] {
  const wrong = (text: Words): Problem => ({ node: node.key, at: '', words: text });
  const step = findKind(kit.steps, node.kind);
  const problems = problemsOfPiece(step, node, node.key, names);
  if (!step) return problems;
  const ways = step.ways.filter((way) => isWay(way, node.values));
  for (const way of ways)
    if (!Object.hasOwn(node.ways, way.key))
      problems.push(wrong(words(`没有说明「${way.words.zh}」通向哪里`, `Where “${way.words.en}” leads is not said`)));
  for (const [way, next] of Object.entries(node.ways)) {
    if (!ways.some(({ key }) => key === way))
      problems.push(wrong(words(`这个步骤没有出口 ${way}`, `This step has no way ${way}`)));
    if (next !== null && !nodeOf(definition, next))
      problems.push(wrong(words(`连到了不存在的节点 ${next}`, `It leads to ${next}, which does not exist`)));
  }
  const checked = checkForm(step.form, node.values);
  const place = {
    knows: findKind(kit.triggers, definition.trigger.kind)?.knows ?? [],
  };
  if (!checked.ok) return problems;
  for (const named of checked.nodes) {
    const found = problemOfNode(kit, definition, named);
    if (found) problems.push({ node: node.key, at: named.at, words: found });
  }
  const misplaced = step.misplaced?.(checked.values, place);
  if (misplaced) problems.push(wrong(misplaced));
  return problems;
}

function problemsOfPiece(kind: Named | undefined, piece: Piece, node: string | null, names: FoundNames): Problem[] {
  if (!kind) {
    const unknown = words(`没有「${piece.kind}」这种步骤`, `There is no such kind: ${piece.kind}`);
    return [{ node, at: '', words: unknown }];
  }
  const checked = checkForm(kind.form, piece.values);
  if (!checked.ok) return checked.problems.map(({ at, words: text }) => ({ node, at, words: text }));
  return checked.picked.flatMap((picked) => {
    const text = goneWords(kind, picked, names);
    return text ? [{ node, at: picked.at, words: text }] : [];
  });
}

type Named = { readonly words: Words; readonly form: Form };

/** What was picked and cannot be had: its name, how it stands, and both ways out. Null where it can. */
function goneWords({ words: step, form }: Named, { at, of, id }: PickedId, names: FoundNames): Words | null {
  const name = names(of, id);
  if (name !== null && !names.ended(of, id)) return null;
  const field = form.fields.find(({ key }) => key === at.split('.')[0])?.label ?? step;
  const place = words(`「${step.zh}」的「${field.zh}」`, `“${field.en}” of “${step.en}”`);
  if (name === null)
    return words(`${place.zh}里选的已经没有了，请另选一个`, `What ${place.en} chose is gone: choose another`);
  const note = names.note(of, id) ?? words('已停用', 'ended');
  return words(
    `「${name.zh}」${note.zh}：在${place.zh}里换一个；能加量或启用的，也可到它自己的页面改`,
    `“${name.en}” (${note.en}): choose another in ${place.en}, or add to it or start it on its own page where it can be`,
  );
}
