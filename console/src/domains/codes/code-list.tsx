import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { codeKind, codePlace, codeState } from '@huoshui/contracts/words/codes';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useCan } from '../../ground/session.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Picture } from '../../ui/picture.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { CodeStateTag } from './code-state.tsx';
import { ManyCodesDialog } from './many-codes-dialog.tsx';
import { PrintBar } from './print-bar.tsx';
import { useCodeText } from './texts.ts';

export type Code = Answer<'GET /api/admin/codes'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/codes', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(codeState), filters.state),
      place: oneOf(valuesOf(codePlace), filters.place),
      kind: oneOf(valuesOf(codeKind), filters.kind),
      channel: filters.channel,
      storeId: filters.store,
    },
  });
}

/** Every code that was put into the world. */
export function CodeList() {
  const t = useCodeText();
  const say = useWords();
  const navigate = useNavigate();
  const can = useCan();
  const [many, setMany] = useState(false);
  const create = (
    <May call="POST /api/admin/codes">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/codes/new')}>
        {t('new')}
      </Button>
    </May>
  );
  return (
    <List<Code>
      name="codes"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={
        <>
          <May call="POST /api/admin/codes/listed">
            <Button onClick={() => setMany(true)}>{t('many')}</Button>
          </May>
          {create}
          {many && <ManyCodesDialog onClose={() => setMany(false)} />}
        </>
      }
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(codeState, say) },
        { key: 'place', kind: 'choice', label: t('place'), options: optionsOf(codePlace, say) },
        { key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(codeKind, say) },
        // The channels are the whole shop's: an account of some stores does not ask for them.
        ...(can('analytics.read')
          ? [{ key: 'channel', kind: 'pick', of: 'code_channel', label: t('channel') } as const]
          : []),
        { key: 'store', kind: 'pick', of: 'store', label: t('store') },
      ]}
      columns={[
        {
          key: 'name',
          title: t('name'),
          render: (row) => (
            <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
              {row.picture !== null && <Picture src={row.picture} size={40} />}
              <span className="hs-two-lines">
                <span>{row.name}</span>
                <span className="hs-faint hs-small">{say(codeKind[row.kind])}</span>
              </span>
            </span>
          ),
          csv: (row) => row.name,
        },
        tagColumn(
          'state',
          t('state'),
          (row) => <CodeStateTag code={row} />,
          (row) => say(codeState[row.state]),
        ),
        textColumn('place', t('place'), (row) => say(codePlace[row.place])),
        textColumn('channel', t('channel'), (row) => row.channel || '–'),
        textColumn('opens', t('what'), (row) => say(row.sentence)),
        textColumn('scene', t('scene'), (row) => row.scene, { hidden: true }),
        timeColumn('created', t('created'), (row) => row.createdAt),
      ]}
      bulkBar={(chosen) => <PrintBar {...chosen} />}
      onOpen={(row) => void navigate(`/codes/${row.id}`)}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
