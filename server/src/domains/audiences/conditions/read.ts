import type { Condition } from '@huoshui/contracts/condition';
import type { Draft, Problem } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';

const MAX_DEPTH = 6;
const MAX_PARTS = 50;

/** The shape of a condition that was sent or saved: how it is composed, not yet what its values are. */
export function readCondition(draft: unknown): {
  readonly condition: Condition | null;
  readonly problems: readonly Problem[];
} {
  const found: { problems: Problem[]; parts: number } = { problems: [], parts: 0 };
  const condition = readPart(draft, '', 1, found);
  return { condition: found.problems.length > 0 ? null : condition, problems: found.problems };
}

function readPart(
  draft: unknown,
  at: string,
  depth: number,
  found: { problems: Problem[]; parts: number },
): Condition | null {
  const refuse = (why: Words): null => {
    found.problems.push({ at: at.replace(/\.$/, ''), words: why });
    return null;
  };
  found.parts += 1;
  if (depth > MAX_DEPTH) return refuse(words(`条件最多 ${MAX_DEPTH} 层`, `At most ${MAX_DEPTH} levels`));
  if (found.parts > MAX_PARTS) return refuse(words(`最多 ${MAX_PARTS} 个条件`, `At most ${MAX_PARTS} conditions`));
  if (!isDraft(draft)) return refuse(words('条件的格式不对', 'This is no condition'));
  if ('not' in draft) {
    const part = readPart(draft.not, `${at}not.`, depth + 1, found);
    return part && { not: part };
  }
  if ('kind' in draft) {
    const { kind, values } = draft;
    return typeof kind === 'string' && isDraft(values)
      ? { kind, values }
      : refuse(words('条件的格式不对', 'This is no condition'));
  }
  const key = 'all' in draft ? 'all' : 'any';
  const list = draft[key];
  if (!Array.isArray(list) || list.length === 0) return refuse(words('至少要有一个条件', 'At least one condition'));
  const parts = list.flatMap((part: unknown, n) => readPart(part, `${at}${key}.${n}.`, depth + 1, found) ?? []);
  return key === 'all' ? { all: parts } : { any: parts };
}

function isDraft(given: unknown): given is Draft {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
