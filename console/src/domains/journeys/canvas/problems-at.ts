import { useMemo } from 'react';
import type { FormProblems } from '../../../ui/form/fields/problems.tsx';
import type { Drawing } from './drawing.ts';

const NONE: FormProblems = {
  at: () => null,
  elsewhere: [],
  refuse: () => false,
  changed: () => {},
  clear: () => {},
  onFieldsChange: () => {},
  found: () => {},
  drawn: () => {},
};

/** What the last save found at one piece of a drawing, for the fields of its form. */
export function useProblemsAt(all: Drawing['problems'], node: string | null, prefix = ''): FormProblems {
  return useMemo(() => {
    const here = all.flatMap((problem) =>
      problem.node === node && problem.at.startsWith(prefix)
        ? [{ at: problem.at.slice(prefix.length), words: problem.words }]
        : [],
    );
    return { ...NONE, at: (path) => here.find(({ at }) => at === path)?.words ?? null };
  }, [all, node, prefix]);
}
