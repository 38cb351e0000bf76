import type { Words } from '@huoshui/contracts/words';
import { byPlace } from '../../ui/by-place.ts';
import { useWords } from '../../ui/words.ts';
import './journeys.css';

export function PlaybookSteps({ steps }: { readonly steps: readonly Words[] }) {
  const say = useWords();
  return (
    <ol className="hs-steps">
      {byPlace(steps).map(({ place, item }) => (
        <li key={place}>{say(item)}</li>
      ))}
    </ol>
  );
}
