import { differenceKind } from '@huoshui/contracts/words/journeys';
import { byPlace } from '../../../ui/by-place.ts';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Drawing } from './drawing.ts';
import { useCanvasText } from './texts.ts';

type Differences = Drawing['differences'];
const tones: Readonly<Record<Differences[number]['kind'], Tone>> = { added: 'good', removed: 'bad', changed: 'info' };

type DifferencesViewProps = {
  readonly differences: Differences;
  readonly empty: string;
  /** Where a step that is still there can be gone to. */
  readonly onOpen?: (node: string | null) => void;
};

/** What came, went and changed between two versions, step by step, by the labels of its form. */
export function DifferencesView({ differences, empty, onOpen }: DifferencesViewProps) {
  const t = useCanvasText();
  const say = useWords();
  if (differences.length === 0) return <p className="hs-soft">{empty}</p>;
  return (
    <ul className="hs-canvas-differences">
      {differences.map(({ kind, node, sentence, details }) => (
        <li key={`${kind} ${node}`}>
          <StateTag tone={tones[kind]}>{say(differenceKind[kind])}</StateTag>{' '}
          {onOpen && kind !== 'removed' ? (
            <button type="button" className="hs-as-link" onClick={() => onOpen(node)}>
              {say(sentence)}
            </button>
          ) : (
            say(sentence)
          )}
          {details.length > 0 && (
            <dl className="hs-changes">
              {byPlace(details).map(({ place, item: { label, before, after } }) => (
                <div key={place}>
                  <dt>{say(label)}</dt>
                  <dd>
                    <del>{before === null ? t('none') : say(before)}</del> <span aria-hidden="true">→</span>{' '}
                    <ins>{after === null ? t('none') : say(after)}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ul>
  );
}
