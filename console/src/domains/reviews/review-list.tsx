import { valuesOf } from '@huoshui/contracts/words';
import { reviewSafety, reviewState } from '@huoshui/contracts/words/reviews';
import { api, fileAddress } from '../../ground/api.ts';
import { useMay } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { JudgeBar } from './judge-bar.tsx';
import { ReviewDetail } from './review-detail.tsx';
import { type Review, ReviewStateTag, Stars } from './review-parts.tsx';
import { useReviewText } from './texts.ts';

const fives = ['5', '4', '3', '2', '1'] as const;

function queryOf({ q, filters }: Pick<ListRequest, 'q' | 'filters'>) {
  const stars = oneOf(fives, filters.stars);
  return {
    q,
    state: oneOf(valuesOf(reviewState), filters.state),
    stars: stars === undefined ? undefined : Number(stars),
    safety: oneOf(valuesOf(reviewSafety), filters.safety),
    productId: filters.product,
  };
}

async function load({ cursor, limit, ...asked }: ListRequest) {
  return api('GET /api/admin/reviews', { query: { ...queryOf(asked), cursor, limit } });
}

/** What buyers say: looked at, shown or hidden, answered. */
export function ReviewList() {
  const t = useReviewText();
  const say = useWords();
  const may = useMay();
  return (
    <List<Review>
      name="reviews"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      file={(asked) => fileAddress('GET /api/admin/reviews.csv', undefined, queryOf(asked))}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(reviewState, say) },
        {
          key: 'stars',
          kind: 'choice',
          label: t('stars'),
          options: fives.map((n) => ({ value: n, label: t('n_stars', { n }) })),
        },
        { key: 'safety', kind: 'choice', label: t('safety'), options: optionsOf(reviewSafety, say), width: 170 },
        { key: 'product', kind: 'pick', label: t('product'), of: 'product' },
      ]}
      columns={[
        {
          key: 'stars',
          title: t('stars'),
          width: 108,
          render: (row) => <Stars of={row.stars} />,
          csv: (row) => row.stars,
        },
        {
          key: 'text',
          title: t('text'),
          render: (row) => <Said review={row} />,
          csv: (row) => row.text,
        },
        textColumn('product', t('product'), (row) => [row.productName, ...row.values].join(' ')),
        memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
        tagColumn(
          'state',
          t('state'),
          (row) => <ReviewStateTag review={row} />,
          (row) => say(reviewState[row.state]),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      {...(may('POST /api/admin/reviews/judgements')
        ? { bulkBar: (chosen) => <JudgeBar rows={chosen.rows} onDone={chosen.onDone} /> }
        : {})}
      drawer={{ title: (row) => row.productName, body: (row) => <ReviewDetail review={row} />, width: 520 }}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

/** Its words, how many pictures it has, and whether the shop answered. */
function Said({ review }: { readonly review: Review }) {
  const t = useReviewText();
  const notes = [
    ...(review.pictures.length > 0 ? [t('n_pictures', { n: review.pictures.length })] : []),
    ...(review.added === null ? [] : [t('added')]),
    ...(review.reply === null ? [] : [t('replied')]),
  ];
  return (
    <span>
      {review.text === '' ? <span className="hs-faint">{t('no_text')}</span> : review.text}
      {notes.length > 0 && <span className="hs-faint hs-small"> · {notes.join(' · ')}</span>}
    </span>
  );
}
