import { useCallback } from 'react';
import type { CsvCell } from '../csv.ts';
import { now } from '../now.ts';
import { useSharedText } from '../shared-texts.ts';
import { type FileKind, mostRowsOf, writeTables } from '../table-file.ts';
import { useTasks } from '../tasks/tasks.ts';
import type { Column, ListPage, ListRequest } from './column.ts';

/** More rows than this belong in a report or the event store; the task says that it was cut. */
const mostRows = 50_000;

/** Reads all pages of a list in the background and offers the file in the task centre. */
export function useExport<Row>(
  title: string,
  columns: readonly Column<Row>[],
  load: (request: ListRequest) => Promise<ListPage<Row>>,
) {
  const t = useSharedText();
  const start = useTasks((state) => state.start);
  return useCallback(
    (request: Omit<ListRequest, 'cursor' | 'limit'>, total: number | undefined, kind: FileKind) =>
      start(t('exporting', { title }), async (report, isCancelled) => {
        const wanted = columns.flatMap((column) =>
          column.csv === undefined ? [] : [{ title: column.title, csv: column.csv }],
        );
        const most = Math.min(mostRows, mostRowsOf(kind, wanted.length));
        const rows: CsvCell[][] = [];
        let cursor: string | undefined;
        do {
          const page: ListPage<Row> = await load({ ...request, cursor, limit: 200 });
          for (const row of page.items) rows.push(wanted.map((column) => column.csv(row)));
          report(rows.length, total ?? null, t('export_rows', { count: rows.length }));
          cursor = page.nextCursor ?? undefined;
        } while (cursor !== undefined && rows.length < most && !isCancelled());
        const stamp = now().toISOString().slice(0, 16).replaceAll(/[-:T]/g, '');
        const said = t(cursor === undefined ? 'exported' : 'exported_cut', { count: rows.length });
        const header = wanted.map((column) => column.title);
        const file = { name: `${title}-${stamp}`, tables: [{ title, header, rows }] };
        return { ...(await writeTables(file, kind)), message: said };
      }),
    [t, start, title, columns, load],
  );
}
