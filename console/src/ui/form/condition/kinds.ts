import type { Words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../words.ts';
import { type ConditionOption, useFieldKit } from '../fields/field-kit.tsx';

/** The kinds of conditions that the server knows, each with its form: code of the server, so they are asked once a visit. */
export function useKindsQuery() {
  const { conditions } = useFieldKit();
  return useQuery({ queryKey: ['condition-kinds'], queryFn: conditions, staleTime: Number.POSITIVE_INFINITY });
}

/** Beside the editor: none until they have come. */
export const useKindsOnce = (): readonly ConditionOption[] => useKindsQuery().data ?? [];

/** As a choice: by what they ask about, in the order in which the server knows them. */
export function useKindChoice(kinds: readonly ConditionOption[]) {
  const say = useWords();
  const about = new Map<string, { readonly words: Words; readonly kinds: ConditionOption[] }>();
  for (const kind of kinds) {
    const known = about.get(kind.about.key);
    if (known) known.kinds.push(kind);
    else about.set(kind.about.key, { words: kind.about.words, kinds: [kind] });
  }
  return [...about.values()].map((group) => ({
    label: say(group.words),
    options: group.kinds.map(({ kind, words }) => ({ value: kind, label: say(words) })),
  }));
}
