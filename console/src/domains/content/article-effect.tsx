import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { Money } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { FiguresOverDays } from '../../ui/report/figures-over-days.tsx';
import type { Article } from './article-list.tsx';
import { useContentText } from './texts.ts';

type Told = Answer<'GET /api/admin/articles/:id/figures'>;
type Figures = Told['whole'];

const rate = (part: number, whole: number) => (whole === 0 ? '–' : formatPercent(part / whole));

/** Who read it on these days, what of it they opened, and what they paid for in the days after. */
export function ArticleEffect({ article }: { readonly article: Article }) {
  const t = useContentText();
  const lines = useMemo(
    () =>
      [
        [t('readers'), ({ readers }: Figures) => readers],
        [t('openers'), ({ openers }: Figures) => openers],
        [t('orders'), ({ orders }: Figures) => orders],
      ] as const,
    [t],
  );
  return (
    <FiguresOverDays<Figures, Told>
      of={['articles', 'figures', article.id]}
      load={async (query) => api('GET /api/admin/articles/:id/figures', { params: { id: article.id }, query })}
      lines={lines}
      figures={({ whole, withinDays: days }) => [
        {
          label: t('readers'),
          value: formatCount(whole.readers),
          note: t('readers_note', { reads: formatCount(whole.reads) }),
        },
        {
          label: t('openers'),
          value: formatCount(whole.openers),
          note: t('of_readers', { rate: rate(whole.openers, whole.readers) }),
        },
        { label: t('orders_within', { days }), value: formatCount(whole.orders), note: t('orders_note') },
        {
          label: t('buyers'),
          value: formatCount(whole.buyers),
          note: t('of_readers', { rate: rate(whole.buyers, whole.readers) }),
        },
        { label: t('sales_within', { days }), value: <Money fen={whole.sales} />, note: t('sales_note') },
      ]}
      below={() => <p className="hs-soft">{t('effect_note')}</p>}
    />
  );
}
