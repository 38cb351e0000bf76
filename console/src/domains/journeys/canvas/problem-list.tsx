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

/** Whatever keeps it from being published; each leads to its place. */
export function ProblemList({ editing, kit, onOpen }: ProblemListProps) {
  const t = useCanvasText();
  const say = useWords();
  const sentence = useSentence(editing, kit);
  const { problems } = editing.told;
  if (problems.length === 0) return <p className="hs-soft">{t('problems_none')}</p>;
  return (
    <ul className="hs-canvas-problems">
      {problems.map(({ node, at, words }) => (
        <li key={`${node} ${at} ${words.zh}`}>
          <button type="button" className="hs-as-link" onClick={() => onOpen(node)}>
            {node === null ? t('whole') : sentence(node)}
          </button>
          <div className="hs-down">{say(words)}</div>
        </li>
      ))}
    </ul>
  );
}
