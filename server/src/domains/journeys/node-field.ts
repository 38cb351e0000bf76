import type { NodeDeed, NodeField } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import { checkForm, type NamedNode } from '../../platform/form/check.ts';
import { type Definition, nodeOf } from './definition.ts';
import { findKind } from './find-kind.ts';
import type { Kit } from './kit.ts';

/** Another node of the same journey: one that sends, or one that gives. */
export function nodeField(label: Words, does: NodeDeed) {
  return { key: 'node', label, kind: 'node', does } as const satisfies NodeField;
}

/** What is wrong with a node that a step speaks of: there is none, or it does nothing of the kind. */
export function problemOfNode(kit: Kit, definition: Definition, { key, does }: NamedNode): Words | null {
  const node = nodeOf(definition, key);
  if (!node) return words('旅程里没有这一步', 'This journey has no such step');
  const step = findKind(kit.steps, node.kind);
  const checked = step && checkForm(step.form, node.values);
  // What is wrong with that node itself is told there.
  if (!step || !checked?.ok) return null;
  const reach = step.reaches?.(checked.values) ?? {};
  return reach[does] ? null : nothing[does];
}

const nothing: Readonly<Record<NodeDeed, Words>> = {
  tells: words('这一步不发消息', 'This step sends no message'),
  gives: words('这一步不发放权益', 'This step gives nothing'),
};
