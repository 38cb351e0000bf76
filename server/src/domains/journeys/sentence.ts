import { type Words, words } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import { checkForm } from '../../platform/form/check.ts';
import type { Form, Names } from '../../platform/form/form.ts';
import type { Definition, Piece } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';
import { readNames } from './names.ts';

/** A node as a sentence an operator would say. */
export function nodeSentence(kit: Kit, node: Piece, names: Names): Words {
  return sentenceOf(findKind(kit.steps, node.kind), node, names);
}

export function triggerSentence(kit: Kit, { trigger }: Definition, names: Names): Words {
  return sentenceOf(findKind(kit.triggers, trigger.kind), trigger, names);
}

export function goalSentence(kit: Kit, { goal }: Definition, names: Names): Words | null {
  return goal && sentenceOf(findKind(kit.goals, goal.kind), goal, names);
}

export function exitSentences(kit: Kit, { exits = [] }: Definition, names: Names): Words[] {
  return exits.map((exit) => sentenceOf(findKind(kit.exits, exit.kind), exit, names));
}

/** A definition from what brings people in to what it is measured by, a sentence each. */
export async function stepsOf(ctx: Ctx, kit: Kit, definition: Definition): Promise<Words[]> {
  const names = await readNames(ctx, kit, definition);
  const goal = goalSentence(kit, definition, names);
  return [
    triggerSentence(kit, definition, names),
    ...definition.nodes.map((node) => nodeSentence(kit, node, names)),
    ...exitSentences(kit, definition, names).map(({ zh, en }) => words(`退出：${zh}`, `Leaves when: ${en}`)),
    ...(goal ? [words(`目标：${goal.zh}`, `Goal: ${goal.en}`)] : []),
  ];
}

type Kind = { readonly words: Words; readonly form: Form };

/** A piece that is not filled in yet is called by its kind. */
function sentenceOf(kind: Kind | undefined, piece: Piece, names: Names): Words {
  if (!kind) return words(piece.kind, piece.kind);
  const checked = checkForm(kind.form, piece.values);
  if (checked.ok) return kind.form.sentence(checked.values, names);
  return words(`${kind.words.zh}（未填完）`, `${kind.words.en} (unfinished)`);
}
