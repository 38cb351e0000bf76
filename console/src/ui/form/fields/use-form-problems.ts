import type { Problem } from '@huoshui/contracts/form';
import type { FormInstance } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../api-error.ts';
import { wordsIn } from '../../words.ts';
import { Unfinished } from '../unfinished.ts';
import type { ChangedField, FormProblems } from './problems.tsx';

type Found = Readonly<Record<string, readonly Problem[]>>;

/**
 * The problems of one form: those that a save came back with, and those that are found while somebody types. Items of a
 * form that is drawn by hand get theirs from antd.
 */
export function useFormProblems(form: FormInstance): FormProblems {
  const [refused, setRefused] = useState<readonly Problem[]>([]);
  const [live, setLive] = useState<Found>({});
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [paths, setPaths] = useState<ReadonlySet<string>>(new Set());
  const byHand = useRef(new Set<string>());
  const refuse = useCallback(
    (error: unknown) => {
      const problems = problemsOf(error);
      setTried(true);
      const mine = problems.flatMap(({ at, words }): Problem[] => {
        // Of a value deep inside (a paragraph of a text) the field around it tells.
        for (const place of around(at)) {
          if (paths.has(place)) return [{ at: place, words }];
          const name = namePath(place);
          form.setFields([{ name, errors: [wordsIn(words)] }]);
          if (form.getFieldError(name).length === 0) continue;
          byHand.current.add(place);
          return [];
        }
        return [{ at, words }];
      });
      setRefused(mine);
      if (problems[0])
        form.scrollToField(namePath(problems[0].at), { behavior: 'smooth', block: 'center', focus: true });
      return problems.length > 0;
    },
    [form, paths],
  );
  const changed = useCallback((at: readonly string[]) => {
    setRefused((problems) =>
      problems.filter((problem) => problem.at !== '' && !at.some((path) => meets(path, problem.at))),
    );
    setTouched((before) => {
      // A row that comes or goes moves those behind it: they are fresh again.
      const kept = [...before].filter((path) => !at.some((list) => path.startsWith(`${list}.`)));
      return new Set([...kept, ...at]);
    });
  }, []);
  const onFieldsChange = useCallback(
    (fields: readonly ChangedField[]) => {
      const at = fields.filter((one) => one.touched).map(({ name }) => name.join('.'));
      if (at.length > 0) changed(at);
      for (const path of at) if (byHand.current.delete(path)) form.setFields([{ name: namePath(path), errors: [] }]);
    },
    [changed, form],
  );
  const clear = useCallback(() => {
    setRefused([]);
    setTouched(new Set());
    setTried(false);
  }, []);
  const found = useCallback(
    (source: string, problems: readonly Problem[]) => setLive((before) => ({ ...before, [source]: problems })),
    [],
  );
  const drawn = useCallback(
    (path: string, there: boolean) =>
      setPaths((before) => {
        if (before.has(path) === there) return before;
        const after = new Set(before);
        if (there) after.add(path);
        else after.delete(path);
        return after;
      }),
    [],
  );
  return useMemo(() => {
    const told = Object.values(live)
      .flat()
      .filter(({ at }) => tried || at === '' || touched.has(at));
    const shown = [...refused, ...told.filter(({ at }) => !refused.some((problem) => problem.at === at))];
    return {
      at: (path) => shown.find((problem) => problem.at === path)?.words ?? null,
      elsewhere: shown.filter(({ at }) => !paths.has(at)),
      refuse,
      changed,
      onFieldsChange,
      clear,
      found,
      drawn,
    };
  }, [refused, live, touched, tried, paths, refuse, changed, onFieldsChange, clear, found, drawn]);
}

/** A path and one above or beneath it. */
const meets = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

/** A path and all that it lies in, nearest first: `detail.3` → `detail.3`, `detail`. */
function around(path: string): readonly string[] {
  const steps = path === '' ? [] : path.split('.');
  return steps.map((_, at) => steps.slice(0, steps.length - at).join('.'));
}

/** Where the server says that each fault stands: `details.problems` of any refusal. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof Unfinished) return error.problems;
  const details = error instanceof ApiError ? error.details : null;
  const problems: unknown = typeof details === 'object' && details !== null ? Reflect.get(details, 'problems') : null;
  return Array.isArray(problems) ? problems.filter(isProblem) : [];
}

function isProblem(given: unknown): given is Problem {
  if (typeof given !== 'object' || given === null) return false;
  const told: unknown = Reflect.get(given, 'words');
  return typeof Reflect.get(given, 'at') === 'string' && typeof told === 'object' && told !== null;
}

const namePath = (path: string): (string | number)[] =>
  path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
