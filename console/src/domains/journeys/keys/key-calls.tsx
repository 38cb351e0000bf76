import { Drawer } from 'antd';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import type { ListRequest } from '../../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { JourneyKey } from './key-dialog.tsx';
import { useKeyText } from './texts.ts';

type Call = Answer<'GET /api/admin/journey-keys/:id/calls'>['items'][number];
type KeyCallsProps = { readonly journeyKey: JourneyKey; readonly onClose: () => void };

/** What a system did with its key. */
export function KeyCalls({ journeyKey: { id, name }, onClose }: KeyCallsProps) {
  const t = useKeyText();
  const load = useCallback(
    async ({ q, cursor, limit }: ListRequest) =>
      api('GET /api/admin/journey-keys/:id/calls', { params: { id }, query: { q, cursor, limit } }),
    [id],
  );
  return (
    <Drawer open onClose={onClose} size={760} title={t('log_title', { name })} destroyOnHidden>
      <List<Call>
        embedded
        name="journey-calls"
        about={id}
        title={t('log')}
        searchHint={t('log_search')}
        load={load}
        rowKey={(row) => row.id}
        columns={[
          timeColumn('at', t('at'), (row) => row.at),
          {
            key: 'journey',
            title: t('journey'),
            render: (row) => <Link to={`/journeys/${row.journeyId}`}>{row.journeyName}</Link>,
            csv: (row) => row.journeyName,
          },
          textColumn('request', t('request'), (row) => row.idempotencyKey),
          countColumn('entered', t('entered'), (row) => row.entered),
          countColumn('left_out', t('left_out'), (row) => row.leftOut),
          countColumn('unknown', t('unknown'), (row) => row.unknown),
        ]}
        empty={{ title: t('log_empty'), hint: t('log_empty_hint') }}
      />
    </Drawer>
  );
}
