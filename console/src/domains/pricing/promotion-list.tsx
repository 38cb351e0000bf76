import { PlusOutlined } from '@ant-design/icons';
import { promotionState } from '@huoshui/contracts/words/pricing';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { formatTime } from '../../ui/calendar.ts';
import { Time } from '../../ui/figures.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { tagColumn, textColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import type { Promotion } from './promotion-values.ts';
import { usePricingText } from './texts.ts';

const tones: Readonly<Record<Promotion['state'], Tone>> = { scheduled: 'info', running: 'good', ended: 'neutral' };

export function PromotionStateTag({ state }: { readonly state: Promotion['state'] }) {
  const say = useWords();
  return <StateTag tone={tones[state]}>{say(promotionState[state])}</StateTag>;
}

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/promotions', { query: { q, cursor, limit } });
}

export function PromotionList() {
  const t = usePricingText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/promotions">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/promotions/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Promotion>
      name="promotions"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => <span>{row.name}</span>,
          csv: (row) => row.name,
        },
        textColumn('kind', t('kind'), (row) => say(row.kindWords)),
        {
          key: 'sentence',
          title: t('rule'),
          render: (row) => <span className="hs-small">{say(row.sentence)}</span>,
          csv: (row) => say(row.sentence),
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <PromotionStateTag state={row.state} />,
          (row) => say(promotionState[row.state]),
        ),
        {
          key: 'starts',
          title: t('starts'),
          render: (row) => <Time at={row.startsAt} absolute />,
          csv: (row) => formatTime(row.startsAt),
        },
        {
          key: 'ends',
          title: t('ends'),
          render: (row) => <Time at={row.endsAt} absolute />,
          csv: (row) => formatTime(row.endsAt),
        },
      ]}
      onOpen={(row) => void navigate(`/promotions/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
