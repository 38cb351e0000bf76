import { useWords } from '../../../ui/words.ts';
import type { JourneyKit } from '../journey-state.tsx';
import { useSentence } from './sentence.ts';
import { useCanvasText } from './texts.ts';
import type { Editing } from './use-drawing.ts';

type ProblemListProps = {
  readonly editing: Editing;
  readonly kit: JourneyKit;
  /** Null: the settings of the journey. */
  readonly onOpen: (node: string | null) => void;
};

/** Whatever keeps it from being published, and what is worth knowing before; each leads to its place. */
export function ProblemList({ editing, kit, onOpen }: ProblemListProps) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const { problems, warnings } = editing.told;
  const list = (all: typeof problems, tone: string) => (
    <ul className="hs-canvas-problems">
      {all.map(({ node, at, words }) => (
        <li key={`${node} ${at} ${words.zh}`}>
          <button type="button" className="hs-as-link" onClick={() => onOpen(node)}>
            {node === null ? t('whole') : sentence(node)}
          </button>
          <div className={tone}>{say(words)}</div>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {problems.length === 0 ? <p className="hs-soft">{t('problems_none')}</p> : list(problems, 'hs-down')}
      {warnings.length > 0 && (
        <>
          <h3>{t('warnings', { count: warnings.length })}</h3>
          {list(warnings, 'hs-soft')}
        </>
      )}
    </>
  );
}
