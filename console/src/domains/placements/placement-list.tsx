import { PlusOutlined } from '@ant-design/icons';
import { joinWords, valuesOf, words } from '@huoshui/contracts/words';
import { placementKind, placementPage, placementState } from '@huoshui/contracts/words/placements';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, percentColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Picture } from '../../ui/picture.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { PlacementStateTag } from './placement-state.tsx';
import { usePlacementText } from './texts.ts';

export type Placement = Answer<'GET /api/admin/placements'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/placements', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(placementState), filters.state),
      kind: oneOf(valuesOf(placementKind), filters.kind),
      page: oneOf(valuesOf(placementPage), filters.page),
    },
  });
}

/** Whatever the shop shows on its pages to some people at some times. */
export function PlacementList() {
  const t = usePlacementText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/placements">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/placements/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Placement>
      name="placements"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(placementState, say) },
        { key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(placementKind, say) },
        { key: 'page', kind: 'choice', label: t('pages'), options: optionsOf(placementPage, say) },
      ]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
              <Picture src={row.picture} size={40} />
              <span className="hs-two-lines">
                <span>{row.name}</span>
                <span className="hs-faint hs-small">{say(placementKind[row.kind])}</span>
              </span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <PlacementStateTag state={row.state} />,
          (row) => say(placementState[row.state]),
        ),
        textColumn('pages', t('pages'), (row) => say(pagesWords(row))),
        countColumn('shown', t('shown'), (row) => row.shown),
        countColumn('tapped', t('tapped'), (row) => row.tapped),
        percentColumn('rate', t('rate'), (row) => (row.shown > 0 ? row.tapped / row.shown : null)),
        textColumn('what', t('what'), (row) => say(row.sentence)),
        countColumn('priority', t('priority'), (row) => row.priority),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
      ]}
      onOpen={(row) => void navigate(`/placements/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}

export function pagesWords({ pages }: Pick<Placement, 'pages'>) {
  return joinWords(
    pages.map((page) => placementPage[page]),
    words('、', ', '),
  );
}
