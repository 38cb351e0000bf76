import type { Words } from '@huoshui/contracts/words';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findKinds } from '../../everyday.ts';
import { useWords } from '../../words.ts';
import { type ConditionOption, useFieldKit } from '../fields/field-kit.tsx';

/** The kinds of conditions that the server knows, each with its form: code of the server, so they are asked once a visit. */
export function useKindsQuery() {
  const { conditions } = useFieldKit();
  return useQuery({ queryKey: ['condition-kinds'], queryFn: conditions, staleTime: Number.POSITIVE_INFINITY });
}

/** Beside the editor: none until they have come. */
export const useKindsOnce = (): readonly ConditionOption[] => useKindsQuery().data ?? [];

/** As a choice: by what they ask about, in the order in which the server knows them; found by the words that people use. */
export function useKindChoice(kinds: readonly ConditionOption[]) {
  const say = useWords();
  const [typed, setTyped] = useState('');
  const about = new Map<string, { readonly words: Words; readonly kinds: ConditionOption[] }>();
  for (const kind of findKinds(kinds, typed)) {
    const known = about.get(kind.about.key);
    if (known) known.kinds.push(kind);
    else about.set(kind.about.key, { words: kind.about.words, kinds: [kind] });
  }
  const options = [...about.values()].map((group) => ({
    label: say(group.words),
    options: group.kinds.map(({ kind, words }) => ({ value: kind, label: say(words) })),
  }));
  return { options, showSearch: { filterOption: false, onSearch: setTyped } } as const;
}
