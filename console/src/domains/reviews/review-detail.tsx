import { reviewSafety } from '@huoshui/contracts/words/reviews';
import { Alert, Button, Image } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { May } from '../../ground/may.tsx';
import { formatTime } from '../../ui/calendar.ts';
import { pictureAt } from '../../ui/picture.tsx';
import { useWords } from '../../ui/words.ts';
import { HideDialog, ReplyDialog } from './judge-dialogs.tsx';
import { type Review, ReviewStateTag, Stars } from './review-parts.tsx';
import { useReviewText } from './texts.ts';
import { useJudge } from './use-judge.ts';
import './reviews.css';

/** One review whole, and what may be done about it. */
export function ReviewDetail({ review }: { readonly review: Review }) {
  const t = useReviewText();
  const { busy, judge } = useJudge();
  const [open, setOpen] = useState<'hide' | 'reply' | null>(null);
  const waits = review.state !== 'shown' || review.added?.state === 'waiting';
  return (
    <div className="hs-review">
      <div className="hs-inline">
        <Stars of={review.stars} />
        <ReviewStateTag review={review} />
        {review.rewarded && <span className="hs-faint">{t('rewarded')}</span>}
      </div>
      <Words text={review.text} pictures={review.pictures} at={review.createdAt} />
      {review.added !== null && (
        <section>
          <h3>{t('added')}</h3>
          <Words text={review.added.text} pictures={review.added.pictures} at={review.added.at} />
        </section>
      )}
      {review.reply !== null && (
        <section>
          <h3>{t('reply')}</h3>
          <p>{review.reply}</p>
        </section>
      )}
      {review.safety !== null && <Safety safety={review.safety} />}
      {review.state === 'hidden' && review.hiddenBecause !== null && (
        <p className="hs-soft">{t('hidden_because', { reason: review.hiddenBecause })}</p>
      )}
      <p className="hs-soft">
        <Link to={`/members/${review.memberId}`}>{review.memberName || t('member')}</Link>
        {review.anonymous && ` · ${t('anonymous')}`} · <Link to={`/orders/${review.orderId}`}>{t('to_order')}</Link> ·{' '}
        <Link to={`/products/${review.productId}`}>{t('to_product')}</Link>
      </p>
      <div className="hs-inline">
        <May call="POST /api/admin/reviews/judgements">
          {waits && (
            <Button type="primary" loading={busy} onClick={() => void judge([review.id], 'show')}>
              {t('show')}
            </Button>
          )}
          {review.added?.state === 'waiting' && (
            <Button loading={busy} onClick={() => void judge([review.id], 'hide_addition')}>
              {t('hide_addition')}
            </Button>
          )}
          {review.state !== 'hidden' && (
            <Button danger onClick={() => setOpen('hide')}>
              {t('hide')}
            </Button>
          )}
        </May>
        <May call="PUT /api/admin/reviews/:id/reply">
          <Button onClick={() => setOpen('reply')}>{t(review.reply === null ? 'reply' : 'reply_edit')}</Button>
        </May>
      </div>
      {open === 'hide' && <HideDialog ids={[review.id]} onClose={() => setOpen(null)} />}
      {open === 'reply' && <ReplyDialog review={review} onClose={() => setOpen(null)} />}
    </div>
  );
}

/** What WeChat's check came to: why somebody has to look. */
function Safety({ safety: { state, why } }: { readonly safety: NonNullable<Review['safety']> }) {
  const say = useWords();
  return (
    <Alert
      type={state === 'held' ? 'warning' : state === 'passed' ? 'success' : 'info'}
      showIcon
      title={say(reviewSafety[state])}
      {...(why.length === 0 ? {} : { description: why.map((one) => <div key={one.en}>{say(one)}</div>) })}
    />
  );
}

function Words({
  text,
  pictures,
  at,
}: {
  readonly text: string;
  readonly pictures: readonly string[];
  readonly at: string;
}) {
  const t = useReviewText();
  return (
    <>
      <p>{text === '' ? <span className="hs-faint">{t('no_text')}</span> : text}</p>
      {pictures.length > 0 && (
        <Image.PreviewGroup>
          <div className="hs-review-pictures">
            {pictures.map((src, n) => (
              <Image
                key={src}
                src={pictureAt(src, 88)}
                preview={{ src }}
                width={88}
                height={88}
                alt={t('nth_picture', { n: n + 1 })}
              />
            ))}
          </div>
        </Image.PreviewGroup>
      )}
      <p className="hs-faint hs-small">{formatTime(at)}</p>
    </>
  );
}
