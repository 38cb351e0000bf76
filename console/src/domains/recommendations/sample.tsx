import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Picture } from '../../ui/picture.tsx';
import { Grid, type GridColumn } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import type { Slot } from './recommendations-page.tsx';
import { useRecommendationText } from './texts.ts';

type Row = Answer<'GET /api/admin/recommendations/sample'>['items'][number];
type Asked = { readonly member: string; readonly product: string };
type SampleProps = Asked & { readonly slot: Slot; readonly onAsk: (asked: Partial<Asked>) => void };

/** What any member would be shown, each with its reason. */
export function Sample({ slot, member, product, onAsk }: SampleProps) {
  const t = useRecommendationText();
  const beside = slot === 'together' || slot === 'cart';
  const picked = (id: string) => (id === '' ? [] : [id]);
  return (
    <Panel title={t('sample')}>
      <Pick
        of="member"
        many={false}
        label={t('sample_member')}
        value={picked(member)}
        onChange={([id = '']) => onAsk({ member: id })}
      />
      {beside && (
        <div style={{ marginTop: 8 }}>
          <Pick
            of="product"
            many={false}
            label={t('sample_product')}
            value={picked(product)}
            onChange={([id = '']) => onAsk({ product: id })}
          />
        </div>
      )}
      {member === '' || (beside && product === '') ? (
        <p className="hs-faint hs-small">{t(member === '' ? 'sample_pick' : 'sample_product_pick')}</p>
      ) : (
        <Shown slot={slot} member={member} product={beside ? product : ''} />
      )}
    </Panel>
  );
}

function Shown({ slot, member, product }: Asked & { readonly slot: Slot }) {
  const t = useRecommendationText();
  const say = useWords();
  const query = useQuery({
    queryKey: ['recommendations', 'sample', slot, member, product],
    queryFn: async () =>
      api('GET /api/admin/recommendations/sample', {
        query: { slot, member, ...(product === '' ? {} : { product }) },
      }),
  });
  const columns: readonly GridColumn<Row>[] = [
    {
      title: t('product'),
      render: (row) => (
        <span style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          <Picture src={row.image} size={36} />
          <span>
            {row.name}
            <span className="hs-faint hs-small" style={{ display: 'block' }}>
              {say(row.reason)}
            </span>
          </span>
        </span>
      ),
    },
    { title: t('score'), number: true, render: (row) => row.score.toFixed(3) },
  ];
  return (
    <Loaded query={query} rows={4}>
      {({ arm, baskets, items }) => (
        <>
          <p className="hs-faint hs-small">{t('sample_baskets', { count: formatCount(baskets) })}</p>
          {arm === 'holdout' && <Alert type="info" showIcon title={t('sample_held')} style={{ marginBottom: 8 }} />}
          {items.length === 0 ? (
            <Empty small title={t('sample_none')} hint={t('sample_none_hint')} />
          ) : (
            <Grid rows={items} rowKey={(row) => row.id} columns={columns} />
          )}
        </>
      )}
    </Loaded>
  );
}
