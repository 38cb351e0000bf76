import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { places } from '../by-place.ts';
import { Empty } from '../empty.tsx';
import { Failure } from '../failure.tsx';
import { formatCount } from '../format.ts';
import { PageHead } from '../page-head.tsx';
import { useSharedText } from '../shared-texts.ts';
import { useListAddress } from './address.ts';
import { type BulkAction, BulkBar } from './bulk-bar.tsx';
import type { Column, Filter, ListPage, ListRequest } from './column.ts';
import { ColumnChoice, useColumnChoice } from './column-choice.tsx';
import { useExport } from './export-rows.ts';
import { Filters } from './filters.tsx';
import { Pager } from './pager.tsx';
import { SavedViews } from './saved-views.tsx';
import './list.css';

export type ListProps<Row> = {
  /** Names the list in saved views, columns and the query cache; `[name]` invalidates it. */
  readonly name: string;
  readonly title: string;
  readonly purpose?: string;
  readonly load: (request: ListRequest) => Promise<ListPage<Row>>;
  readonly rowKey: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly filters?: readonly Filter[];
  readonly searchHint?: string;
  readonly actions?: ReactNode;
  readonly above?: ReactNode;
  readonly bulk?: readonly BulkAction<Row>[];
  /** What a click on a row does: show it beside the list, or go to its page. */
  readonly drawer?: {
    readonly title: (row: Row) => ReactNode;
    readonly body: (row: Row) => ReactNode;
    readonly width?: number;
  };
  readonly onOpen?: (row: Row) => void;
  readonly empty: { readonly title: string; readonly hint: string; readonly action?: ReactNode };
  /** Inside another page: no page frame, no heading of its own. */
  readonly embedded?: boolean;
};

const noFilters: readonly Filter[] = [];

/** The one list of the console: search, filters in the address, views, columns, bulk acts, drawer, export, keyset pages. */
export function List<Row extends object>(props: ListProps<Row>) {
  const { name, title, load, rowKey, columns, filters = noFilters, drawer, onOpen } = props;
  const t = useSharedText();
  const address = useListAddress(filters.map((filter) => filter.key));
  const [limit, setLimit] = useState(20);
  const [place, setPlace] = useState<{ readonly search: string; readonly cursors: readonly string[] }>({
    search: '',
    cursors: [],
  });
  const view = JSON.stringify([address.q, address.filters, limit]);
  const cursors = place.search === view ? place.cursors : [];
  const setCursors = (next: readonly string[]) => setPlace({ search: view, cursors: next });
  const asked = { q: address.q || undefined, filters: address.filters };
  const { data, error, isPending, isFetching, refetch } = useQuery({
    queryKey: [name, 'list', view, cursors.at(-1)],
    queryFn: async () => load({ ...asked, cursor: cursors.at(-1), limit }),
    placeholderData: keepPreviousData,
  });
  const choice = useColumnChoice(name, columns);
  const [selected, setSelected] = useState<readonly string[]>([]);
  const startExport = useExport(title, columns, load);
  const items = data?.items ?? [];
  const openRow = items.find((row) => rowKey(row) === address.open);
  const bulk = props.bulk ?? [];
  const activate = onOpen ?? (drawer ? (row: Row) => address.change({ open: rowKey(row) }) : undefined);
  const exportable = columns.some((column) => column.csv !== undefined);

  return (
    <div className={props.embedded ? undefined : 'hs-page'}>
      {!props.embedded && (
        <PageHead title={title} count={data?.total} purpose={props.purpose} actions={props.actions} />
      )}
      {props.above}
      <section className="hs-card hs-list">
        <SavedViews list={name} address={address} />
        <div className="hs-list-bar">
          {selected.length > 0 ? (
            <BulkBar
              actions={bulk}
              rows={items.filter((row) => selected.includes(rowKey(row)))}
              onDone={() => setSelected([])}
              list={name}
            />
          ) : (
            <>
              <Filters address={address} filters={filters} searchHint={props.searchHint} />
              <div className="hs-list-tools">
                {props.embedded && props.actions}
                <Button
                  icon={<ReloadOutlined spin={isFetching && !isPending} />}
                  onClick={() => void refetch()}
                  aria-label={t('reload')}
                  title={t('reload')}
                />
                {exportable && (
                  <Button
                    icon={<DownloadOutlined />}
                    aria-label={t('export_csv')}
                    title={t('export_csv')}
                    disabled={items.length === 0}
                    onClick={() => void startExport(asked, data?.total)}
                  />
                )}
                <ColumnChoice
                  columns={columns}
                  shown={choice.shown}
                  onChoose={choice.choose}
                  isDefault={choice.isDefault}
                />
              </div>
            </>
          )}
        </div>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : isPending ? (
          <SkeletonRows columns={choice.shown.length} />
        ) : items.length === 0 ? (
          address.isFiltered ? (
            <Empty
              title={t('nothing_found')}
              hint={t('nothing_found_hint')}
              action={<Button onClick={() => address.replaceAll('')}>{t('clear_filters')}</Button>}
            />
          ) : (
            <Empty {...props.empty} />
          )
        ) : (
          <Table<Row>
            size="middle"
            dataSource={[...items]}
            rowKey={rowKey}
            pagination={false}
            scroll={{ x: 'max-content' }}
            {...(bulk.length > 0
              ? {
                  rowSelection: {
                    selectedRowKeys: [...selected],
                    onChange: (keys) => setSelected(keys.map(String)),
                    columnWidth: 40,
                  },
                }
              : {})}
            rowClassName={(row) =>
              `${activate ? 'hs-row-active' : ''} ${rowKey(row) === address.open ? 'hs-row-open' : ''}`
            }
            onRow={(row) => (activate ? rowHandlers(() => activate(row)) : {})}
            columns={choice.shown.map((column) => ({
              key: column.key,
              title: column.title,
              ...(column.width === undefined ? {} : { width: column.width }),
              align: column.number ? 'right' : 'left',
              className: column.number ? 'hs-number' : '',
              render: (_, row) => column.render(row),
            }))}
          />
        )}
        {items.length > 0 && data && (
          <Pager
            page={cursors.length + 1}
            total={data.total === undefined ? undefined : formatCount(data.total)}
            limit={limit}
            onLimit={setLimit}
            onPrevious={cursors.length > 0 ? () => setCursors(cursors.slice(0, -1)) : undefined}
            onNext={data.nextCursor === null ? undefined : () => setCursors([...cursors, data.nextCursor ?? ''])}
          />
        )}
      </section>
      {drawer && (
        <Drawer
          open={openRow !== undefined}
          onClose={() => address.change({ open: null })}
          size={drawer.width ?? 640}
          title={openRow && drawer.title(openRow)}
          destroyOnHidden
        >
          {openRow && drawer.body(openRow)}
        </Drawer>
      )}
    </div>
  );
}

/** A row opens by click and by Enter, but not when the click meant a link or a button in it. */
const rowHandlers = (open: () => void) => ({
  tabIndex: 0,
  onClick: (event: React.MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a,button,label,input')) return;
    open();
  },
  onKeyDown: (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) open();
  },
});

function SkeletonRows({ columns }: { readonly columns: number }) {
  const t = useSharedText();
  return (
    <div className="hs-skeleton" role="status" aria-label={t('loading')}>
      {places(8).map((row) => (
        <div key={row.place} style={{ gridTemplateColumns: `2fr repeat(${Math.max(columns - 1, 1)}, 1fr)` }}>
          {places(columns).map((column) => (
            <i key={column.place} />
          ))}
        </div>
      ))}
    </div>
  );
}
