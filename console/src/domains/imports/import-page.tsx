import { importState } from '@huoshui/contracts/words/imports';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api, fileAddress } from '../../ground/api.ts';
import { KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Grid } from '../../ui/report/grid.tsx';
import { useWords } from '../../ui/words.ts';
import { Arrivals } from '../audiences/index.ts';
import { type Import, ImportStateTag } from './import-state.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { useImportText } from './texts.ts';
import './imports.css';

/** One file on its way: map, try, import; progress and the rows that could not be taken. */
export function ImportPage() {
  const t = useImportText();
  const say = useWords();
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['imports', 'one', id],
    queryFn: async () => api('GET /api/admin/imports/:id', { params: { id } }),
    refetchInterval: (state) => (state.state.data?.state === 'running' ? 1_000 : false),
  });
  return (
    <Loaded query={query}>
      {(item) => (
        <div className="hs-page">
          <PageHead
            back={{ to: '/imports', label: t('title') }}
            title={item.fileName}
            state={<ImportStateTag item={item} />}
          />
          {item.state === 'running' && <Running item={item} />}
          {item.failure !== null && (
            <Alert
              type="error"
              showIcon
              title={t('failure')}
              description={say(item.failure)}
              style={{ marginBottom: 16 }}
            />
          )}
          {item.state === 'done' && <Result item={item} />}
          {item.state !== 'running' && (item.state !== 'done' || item.dryRun) && <MappingEditor item={item} />}
          {item.errors > 0 && <RowErrors item={item} />}
        </div>
      )}
    </Loaded>
  );
}

function Running({ item }: { readonly item: Import }) {
  const t = useImportText();
  const say = useWords();
  return (
    <Panel title={item.dryRun ? t('dry') : say(importState.running)}>
      <Progress
        aria-label={say(importState.running)}
        percent={item.rows === 0 ? 0 : Math.floor((item.doneRows / item.rows) * 100)}
        status="active"
      />
      <span className="hs-soft">
        {t('progress', { done: formatCount(item.doneRows), rows: formatCount(item.rows) })}
      </span>
    </Panel>
  );
}

function Result({ item }: { readonly item: Import }) {
  const t = useImportText();
  const navigate = useNavigate();
  const isGoods = item.mapping?.format === 'goods';
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '0 0 8px' }}>{t(item.dryRun ? 'result_dry' : 'result')}</h2>
      <KeyFigures
        figures={[
          { label: t('rows'), value: formatCount(item.rows) },
          ...(isGoods
            ? [
                { label: t('products'), value: formatCount(item.products) },
                { label: t('updated'), value: formatCount(item.updated) },
              ]
            : [
                { label: t('members'), value: formatCount(item.members) },
                { label: t('orders'), value: formatCount(item.orders) },
              ]),
          ...(item.leftOut > 0 ? [{ label: t('left_out'), value: formatCount(item.leftOut) }] : []),
          {
            label: t('errors'),
            value: <span className={item.errors > 0 ? 'hs-down' : ''}>{formatCount(item.errors)}</span>,
          },
        ]}
      />
      {!item.dryRun && isGoods && (
        <div className="hs-inline" style={{ marginBottom: 16 }}>
          <Button onClick={() => void navigate('/products?status=draft')}>{t('see_drafts')}</Button>
        </div>
      )}
      {!item.dryRun && !isGoods && (
        <>
          <div className="hs-inline" style={{ marginBottom: 16 }}>
            <Button onClick={() => void navigate('/members')}>{t('see_members')}</Button>
            <Button onClick={() => void navigate('/lifecycle')}>{t('see_lifecycle')}</Button>
          </div>
          <Arrivals />
        </>
      )}
    </>
  );
}

/** The first rows here, all of them as a file. */
function RowErrors({ item }: { readonly item: Import }) {
  const t = useImportText();
  const say = useWords();
  const query = useQuery({
    queryKey: ['imports', 'errors', item.id, item.state, item.finishedAt],
    queryFn: async () => api('GET /api/admin/imports/:id/errors', { params: { id: item.id }, query: { limit: 50 } }),
  });
  return (
    <Panel
      title={t('row_errors')}
      flush
      extra={
        <Button size="small" href={fileAddress('GET /api/admin/imports/:id/errors.csv', { id: item.id })}>
          {t('errors_file')}
        </Button>
      }
    >
      <Loaded query={query} rows={3}>
        {({ items }) => (
          <Grid
            rows={items}
            rowKey={(row) => `${row.row} ${row.column?.zh ?? ''} ${row.message.zh}`}
            columns={[
              { title: t('row'), render: (row) => formatCount(row.row) },
              {
                title: t('problem'),
                render: (row) => (row.column === null ? say(row.message) : `${say(row.column)}: ${say(row.message)}`),
              },
              { title: t('text'), render: (row) => <span className="hs-code hs-soft">{row.text}</span> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
