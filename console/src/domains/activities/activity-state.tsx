import { activityState } from '@huoshui/contracts/words/activities';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Activity } from './activity-list.tsx';

const tones: Readonly<Record<Activity['state'], Tone>> = {
  draft: 'neutral',
  scheduled: 'info',
  warm_up: 'info',
  running: 'good',
  settling: 'warn',
  settled: 'neutral',
  stopped: 'neutral',
};

export function ActivityStateTag({ state }: Pick<Activity, 'state'>) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(activityState[state])}</StateTag>;
}
