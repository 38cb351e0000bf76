import type { Answer } from '../api/index.ts';
import { say } from '../ui/texts.ts';
import { t } from './texts.ts';

type Reward = NonNullable<Answer<'GET /api/shop/reviews/pending'>['reward']>;

/** What a good review earns, in a line. */
export function rewardLine({ words, points }: Reward): string {
  return points > 0 ? t('reward', { words: say(words), points }) : t('rewardGift', { words: say(words) });
}
