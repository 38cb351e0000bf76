import type { TextField } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';

/** Another node of the same journey, by its key. */
export function nodeField(label: Words) {
  return { key: 'node', label, kind: 'text', max: 31 } as const satisfies TextField;
}

export const noSuchNode = words('条件引用了不存在的节点', 'It asks about a step that does not exist');
