import { StarFilled, StarOutlined } from '@ant-design/icons';
import { reviewState } from '@huoshui/contracts/words/reviews';
import type { Answer } from '../../ground/api.ts';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useReviewText } from './texts.ts';
import './reviews.css';

export type Review = Answer<'GET /api/admin/reviews'>['items'][number];

const tones: Readonly<Record<Review['state'], Tone>> = { waiting: 'warn', shown: 'good', hidden: 'neutral' };

export function ReviewStateTag({ review }: { readonly review: Review }) {
  const say = useWords();
  const t = useReviewText();
  const addition = review.state === 'shown' && review.added?.state === 'waiting';
  return (
    <StateTag tone={addition ? 'warn' : tones[review.state]}>
      {addition ? t('addition_waits') : say(reviewState[review.state])}
    </StateTag>
  );
}

/** Five stars, so many of them full; said in words to whoever does not see them. */
export function Stars({ of }: { readonly of: number }) {
  const t = useReviewText();
  return (
    <span className="hs-stars" role="img" aria-label={t('n_stars', { n: of })}>
      {[1, 2, 3, 4, 5].map((n) => (n <= of ? <StarFilled key={n} /> : <StarOutlined key={n} />))}
    </span>
  );
}
