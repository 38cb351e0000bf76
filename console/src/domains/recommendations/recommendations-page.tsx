import { recommendationSlot } from '@huoshui/contracts/words/recommendations';
import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { asName, asOneOf } from '../../ui/address/shapes.ts';
import { useAddress } from '../../ui/address/use-address.ts';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { useWords } from '../../ui/words.ts';
import { Sample } from './sample.tsx';
import { SlotResult } from './slot-result.tsx';
import { useRecommendationText } from './texts.ts';

export type Slot = keyof typeof recommendationSlot;

const slots = ['guess', 'together', 'cart', 'next'] as const satisfies readonly Slot[];
const shapes = { slot: asOneOf(slots), member: asName, product: asName };

/** The slots one beside the other: what each brought, and what it shows whom. */
export function RecommendationsPage() {
  const t = useRecommendationText();
  const say = useWords();
  const navigate = useNavigate();
  const [{ slot, member, product }, ask] = useAddress(shapes, { slot: 'guess', member: '', product: '' });
  return (
    <div className="hs-page">
      <PageHead
        title={t('title')}
        purpose={t('purpose')}
        actions={
          <May call="PUT /api/admin/settings/recommendations">
            <Button onClick={() => void navigate('/recommendation-rules')}>{t('rules')}</Button>
          </May>
        }
      />
      <Segmented
        value={slot}
        options={slots.map((value) => ({ value, label: say(recommendationSlot[value]) }))}
        onChange={(next) => ask({ slot: next })}
        style={{ marginBottom: 16 }}
      />
      <div className="hs-split">
        <SlotResult slot={slot} />
        <div>
          <Sample slot={slot} member={member} product={product} onAsk={ask} />
          <Known />
        </div>
      </div>
    </div>
  );
}

function Known() {
  const t = useRecommendationText();
  const query = useQuery({
    queryKey: ['recommendations', 'knowledge'],
    queryFn: async () => api('GET /api/admin/recommendations/knowledge'),
  });
  return (
    <Panel title={t('known')}>
      <Loaded query={query} rows={3}>
        {({ asOf, members, products, habits, readMs, learnMs }) => (
          <Facts
            facts={[
              { label: t('as_of'), value: <Time at={asOf} absolute /> },
              { label: t('members'), value: formatCount(members) },
              { label: t('products'), value: formatCount(products) },
              { label: t('habits'), value: formatCount(habits) },
              { label: t('took'), value: t('took_ms', { read: formatCount(readMs), learn: formatCount(learnMs) }) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
