import { overlapWarning } from '@huoshui/contracts/words/pricing';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';

type Warning = keyof typeof overlapWarning;

const tones: Readonly<Record<Warning, Tone>> = {
  for_nothing: 'bad',
  below_cost: 'bad',
  below_floor: 'warn',
  same_group: 'info',
  stacks: 'neutral',
};

/** The worst first; its tone says whether somebody must act. */
export function WarningTags({ warnings }: { readonly warnings: readonly Warning[] }) {
  const say = useWords();
  if (warnings.length === 0) return <span className="hs-faint">–</span>;
  return (
    <span className="hs-inline">
      {warnings.map((one) => (
        <StateTag key={one} tone={tones[one]}>
          {say(overlapWarning[one])}
        </StateTag>
      ))}
    </span>
  );
}
