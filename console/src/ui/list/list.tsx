import { ReloadOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Grid, Table } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api-error.ts';
import { places } from '../by-place.ts';
import { Empty } from '../empty.tsx';
import { Failure } from '../failure.tsx';
import { PageHead } from '../page-head.tsx';
import { useSharedText } from '../shared-texts.ts';
import { useListAddress } from './address.ts';
import { type BulkAction, BulkBar } from './bulk-bar.tsx';
import { type Column, type Counted, countWords, type Filter, type ListPage, type ListRequest } from './column.ts';
import { ColumnChoice, useColumnChoice } from './column-choice.tsx';
import { ExportButton } from './export-button.tsx';
import { useExport } from './export-rows.ts';
import { Filters } from './filters.tsx';
import { Pager } from './pager.tsx';
import { SavedViews } from './saved-views.tsx';
import { Steps } from './steps.tsx';
import './list.css';

export type ListProps<Row> = {
  /** Names the list in saved views, columns and the query cache; `[name]` invalidates it. */
  readonly name: string;
  /** What the rows are of, besides search and filters, where one list shows several things: rows of one are never another's. */
  readonly about?: string;
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
  /** What takes the place of the filters instead, where an act asks more than a yes, or is for all that the filters find. */
  readonly bulkBar?: (chosen: Chosen<Row>) => ReactNode;
  /** A file that the server writes of the same rows, where it carries more than the columns do. */
  readonly file?: (asked: Pick<ListRequest, 'q' | 'filters'>) => string;
  /** What a click on a row does: show it beside the list, or go to its page. */
  readonly drawer?: {
    readonly title: (row: Row) => ReactNode;
    readonly body: (row: Row) => ReactNode;
    readonly width?: number;
  };
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly empty: { readonly title: string; readonly hint: string; readonly action?: ReactNode };
  /** Inside another page: no page frame, no heading of its own. */
  readonly embedded?: boolean;
};

/** The rows that are ticked, and what was asked for when they were. */
export type Chosen<Row> = {
  readonly rows: readonly Row[];
  readonly asked: Pick<ListRequest, 'q' | 'filters'>;
  readonly counted: Counted | undefined;
  readonly onDone: () => void;
};

const noFilters: readonly Filter[] = [];

/** The one list of the console: search, filters in the address, views, columns, bulk acts, drawer, export, keyset pages. */
export function List<Row extends object>(props: ListProps<Row>) {
  const { name, title, load, rowKey, columns, filters = noFilters, drawer, onOpen } = props;
  const t = useSharedText();
  const address = useListAddress(filters);
  const { after, limit, page } = address;
  const asked = { q: address.q || undefined, filters: address.filters };
  const { data, error, isPending, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: [name, 'list', props.about ?? '', address.search, limit, after],
    queryFn: async () => load({ ...asked, cursor: after, limit }),
    // The rows of the page before stay in their place, veiled, until those of this one are there.
    placeholderData: keepPreviousData,
  });
  const counted = useCounted([name, 'list', props.about ?? '', address.search], isPlaceholderData ? undefined : data);
  const choice = useColumnChoice(name, columns);
  const { md: wide = false } = Grid.useBreakpoint();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const startExport = useExport(title, columns, load);
  const items = data?.items ?? [];
  const openRow = useOpenRow(items, rowKey, address.openRow);
  const bulk = props.bulk ?? [];
  const ticked = items.filter((row) => selected.includes(rowKey(row)));
  const untick = () => setSelected([]);
  const activate = onOpen ?? (drawer ? (row: Row) => address.open(rowKey(row)) : undefined);
  const missing = drawer && address.openRow !== null && openRow === undefined && data && !isPlaceholderData;
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another page or filter are no longer those that were ticked
  useEffect(() => setSelected([]), [address.search, after]);
  const frame = useRef<HTMLElement>(null);
  // The row that antd measures columns by holds a second check box that nobody sees: the keyboard passes it by.
  useEffect(() => {
    for (const row of frame.current?.querySelectorAll('.ant-table-measure-row') ?? []) row.setAttribute('inert', '');
  });
  const exportable = columns.some((column) => column.csv !== undefined);

  return (
    <div className={props.embedded ? undefined : 'hs-page'}>
      {!props.embedded && (
        <PageHead
          title={title}
          count={counted && countWords(counted)}
          purpose={props.purpose}
          actions={props.actions}
        />
      )}
      {props.above}
      <section ref={frame} className="hs-card hs-list">
        <SavedViews list={name} address={address} />
        <div className="hs-list-bar">
          {ticked.length > 0 ? (
            (props.bulkBar?.({ rows: ticked, asked, counted, onDone: untick }) ?? (
              <BulkBar actions={bulk} rows={ticked} onDone={untick} list={name} />
            ))
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
                {(props.file || exportable) && (
                  <ExportButton
                    disabled={items.length === 0}
                    file={props.file?.(asked)}
                    onStart={(kind) => void startExport(asked, counted?.total, kind)}
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
        {missing && (
          <Alert
            type="info"
            showIcon
            closable
            title={t('open_elsewhere', { row: address.openRow ?? '' })}
            onClose={address.close}
            style={{ margin: 12 }}
          />
        )}
        {error ? (
          <Failure error={error} onRetry={() => (isLostPlace(error) ? address.first() : void refetch())} />
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
            loading={isPlaceholderData && { delay: 150 }}
            pagination={false}
            scroll={{ x: 'max-content' }}
            {...(bulk.length > 0 || props.bulkBar
              ? {
                  rowSelection: {
                    selectedRowKeys: [...selected],
                    onChange: (keys) => setSelected(keys.map(String)),
                    columnWidth: 40,
                  },
                }
              : {})}
            rowClassName={(row) =>
              `${activate ? 'hs-row-active' : ''} ${rowKey(row) === address.openRow ? 'hs-row-open' : ''}`
            }
            onRow={(row) => (activate ? rowHandlers(() => activate(row)) : {})}
            columns={choice.shown.map((column) => ({
              key: column.key,
              title: column.title,
              ...(column.width === undefined ? {} : { width: column.width }),
              ...(column.stays && wide ? { fixed: 'right' as const } : {}),
              align: column.number ? 'right' : 'left',
              className: column.number ? 'hs-number' : '',
              render: (_, row) => column.render(row),
            }))}
          />
        )}
        {items.length > 0 && data && (
          <Pager
            page={page}
            total={counted && countWords(counted)}
            limit={limit}
            onLimit={address.setLimit}
            onPrevious={page > 1 ? address.previous : undefined}
            onNext={
              data.nextCursor === null || isPlaceholderData ? undefined : () => address.next(data.nextCursor ?? '')
            }
          />
        )}
      </section>
      {drawer && (
        <Drawer
          open={openRow !== undefined}
          onClose={address.close}
          size={drawer.width ?? 640}
          title={openRow && drawer.title(openRow)}
          extra={openRow && <Steps rows={items.map(rowKey)} open={rowKey(openRow)} onOpen={address.open} />}
          destroyOnHidden
        >
          {openRow && drawer.body(openRow)}
        </Drawer>
      )}
    </div>
  );
}

/** The number comes with the first page: on the others it is what that one said. */
function useCounted(question: readonly string[], page: Counted | undefined): Counted | undefined {
  const queries = useQueryClient();
  if (page?.total !== undefined) return page;
  const pages = queries.getQueriesData<Counted>({ queryKey: question });
  return pages.find(([, one]) => one?.total !== undefined)?.[1];
}

/**
 * The row beside the list. It stays open when an act moves it out of the filter: who has just shipped an order still wants
 * to see it.
 */
function useOpenRow<Row>(items: readonly Row[], rowKey: (row: Row) => string, open: string | null): Row | undefined {
  const [kept, keep] = useState<Row>();
  const found = open === null ? undefined : items.find((row) => rowKey(row) === open);
  useEffect(() => {
    if (found !== undefined) keep(found);
  }, [found]);
  return found ?? (open !== null && kept !== undefined && rowKey(kept) === open ? kept : undefined);
}

const isLostPlace = (error: unknown): boolean => error instanceof ApiError && error.code === 'platform.bad_cursor';

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
