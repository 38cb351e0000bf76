import type { Draft, Problem } from '@huoshui/contracts/form';
import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api-error.ts';
import { Panel } from '../../detail/key-figures.tsx';
import { useSharedText } from '../../shared-texts.ts';
import { useWords } from '../../words.ts';
import { type Preview, useFieldKit } from './field-kit.tsx';
import { useProblems } from './problems.tsx';

/** Long enough that a word is typed in one go, short enough that the sentence seems to follow. */
const pause = 300;
/** Between two tries where no answer came. */
const again = 2000;

export type FormPreviewState = Preview & { readonly asking: boolean };

/**
 * What a draft of the form means, asked of the server while somebody types; the last answer wins. Where none comes
 * (offline, a server that starts) it is asked again, and what was known stays.
 */
export function useFormPreview(name: string, values: Draft): FormPreviewState {
  const { preview } = useFieldKit();
  const [known, setKnown] = useState<Preview>({ problems: [], sentence: null });
  const [answered, setAnswered] = useState<string | null>(null);
  const typed = JSON.stringify(values);
  const first = useRef(true);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const told = await preview(name, JSON.parse(typed)).catch((error: unknown) =>
        isRefusal(error) ? 'refused' : null,
      );
      if (!current) return;
      if (told === null) {
        timer = setTimeout(() => void ask(), again);
        return;
      }
      if (told !== 'refused') setKnown(told);
      setAnswered(typed);
    };
    let timer = setTimeout(() => void ask(), first.current ? 0 : pause);
    first.current = false;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [preview, name, typed]);
  return { ...known, asking: answered !== typed };
}

/** An answer all the same: asking again would bring the same one. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status < 500 && error.status !== 429;
}

type FormPreviewProps = {
  readonly name: string;
  readonly values: Draft;
  /** Where this form's fields stand in the form around it. */
  readonly prefix?: readonly (string | number)[];
  readonly title?: string;
};

/** The sentence that the values make, beside the form; its problems go to their fields. */
export function FormPreview({ name, values, prefix = [], title }: FormPreviewProps) {
  const t = useSharedText();
  const say = useWords();
  const { sentence, problems, cautions = [], asking } = useFormPreview(name, values);
  useFound(prefix.join('.'), problems);
  return (
    <Panel title={title ?? t('form_sentence')}>
      <p className="hs-form-sentence" aria-live="polite" aria-busy={asking}>
        {sentence ? say(sentence) : <span className="hs-soft">{t('form_unfinished')}</span>}
      </p>
      <Cautions cautions={cautions} />
    </Panel>
  );
}

/** What a platform may punish, said before it is published. */
export function Cautions({ cautions }: { readonly cautions: readonly Problem[] }) {
  const say = useWords();
  return cautions.map(({ at, words }) => (
    <Alert key={`${at} ${words.en}`} type="warning" showIcon title={say(words)} style={{ marginTop: 8 }} />
  ));
}

/** Tells the form around what was found, under the path at which these fields stand. */
export function useFound(prefix: string, problems: readonly Problem[]): void {
  const { found } = useProblems();
  useEffect(() => {
    found(
      prefix,
      prefix === ''
        ? problems
        : problems.map(({ at, words }) => ({ at: at === '' ? prefix : `${prefix}.${at}`, words })),
    );
    return () => found(prefix, []);
  }, [found, prefix, problems]);
}
