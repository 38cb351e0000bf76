import type { Problem } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import { Alert } from 'antd';
import { createContext, useContext, useEffect } from 'react';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';

export type ChangedField = { readonly name: readonly (string | number)[]; readonly touched?: boolean };

export type FormProblems = {
  /** What is wrong at this path, once somebody has been there or has tried to save. */
  readonly at: (path: string) => Words | null;
  /** What no drawn field stands for. */
  readonly elsewhere: readonly Problem[];
  /** What the server refused; true when it said where, so that nothing more need be told. */
  readonly refuse: (error: unknown) => boolean;
  /** The fields at these paths were touched: what was refused there is old, what a preview finds there may be told. */
  readonly changed: (paths: readonly string[]) => void;
  readonly clear: () => void;
  readonly onFieldsChange: (fields: readonly ChangedField[]) => void;
  /** What a preview found, by whose preview it was. */
  readonly found: (source: string, problems: readonly Problem[]) => void;
  readonly drawn: (path: string, drawn: boolean) => void;
};

const ProblemsContext = createContext<FormProblems | null>(null);
export const ProblemsProvider = ProblemsContext.Provider;

/** Fields that nobody gathers problems for. */
const nowhere: FormProblems = {
  at: () => null,
  elsewhere: [],
  refuse: () => false,
  changed: () => {},
  clear: () => {},
  onFieldsChange: () => {},
  found: () => {},
  drawn: () => {},
};
export const useProblems = (): FormProblems => useContext(ProblemsContext) ?? nowhere;

/** A field says that it is drawn, so that its problems are told beside it and nowhere else. */
export function useProblemAt(path: string): Words | null {
  const { at, drawn } = useProblems();
  useEffect(() => {
    drawn(path, true);
    return () => drawn(path, false);
  }, [drawn, path]);
  return at(path);
}

/** What is wrong with the form as a whole, or with something that it does not draw. */
export function ProblemSummary() {
  const t = useSharedText();
  const say = useWords();
  const { elsewhere } = useProblems();
  if (elsewhere.length === 0) return null;
  const told = [...new Set(elsewhere.map(({ words }) => say(words)))];
  return <Alert type="error" showIcon role="alert" title={t('form_problems')} description={told.join(' · ')} />;
}
