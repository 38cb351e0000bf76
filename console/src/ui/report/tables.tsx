import type { AnswerOf } from '@huoshui/contracts/client';
import type { Draft } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { byPlace, type Placed } from '../by-place.ts';
import { shanghaiDay } from '../calendar.ts';
import type { CsvCell } from '../csv.ts';
import { Panel } from '../detail/key-figures.tsx';
import { Money, useLanguage } from '../figures.tsx';
import { formatCount, formatDuration, formatPercent, formatPoints } from '../format.ts';
import type { Language } from '../language.ts';
import { now } from '../now.ts';
import { SaveTable } from '../save-table.tsx';
import type { FileTable } from '../table-file.ts';
import { useWords } from '../words.ts';
import { Grid, type GridColumn, gridTable } from './grid.tsx';
import { TableChart } from './table-chart.tsx';

type Table = AnswerOf<'POST /api/admin/reports/:name'>['tables'][number];
type Column = Table['columns'][number];
type Cell = Table['rows'][number][number];
type Row = Placed<readonly Cell[]>;
type Say = (pair: Words) => string;

/** A number of people as what opens them. */
type OpensPeople = (of: string, values: Draft, count: number) => ReactNode;

type ReportTablesProps = {
  readonly tables: readonly Table[];
  readonly name: string;
  readonly people: OpensPeople;
};

/** The tables of a report as the server sends them: each column says what it is called and what it counts; the chart stands first. */
export function ReportTables({ tables, name, people }: ReportTablesProps) {
  const say = useWords();
  return tables.map((table) => (
    <Panel
      key={table.key}
      title={say(table.words)}
      flush
      extra={
        <SaveTable size="small" file={() => ({ name: `${name}-${table.key}`, tables: fileTables([table], say) })} />
      }
    >
      <TableChart table={table} />
      <ReportTable table={table} people={people} />
      {table.more && <p className="hs-soft hs-small hs-report-more">{say(moreOf(table.rows.length))}</p>}
    </Panel>
  ));
}

/** The rows of one table. */
export function ReportTable({ table, people }: { readonly table: Table; readonly people: OpensPeople }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <Grid
      rows={byPlace(table.rows)}
      rowKey={({ place }) => place}
      unfinished={unfinishedOf(table)}
      columns={table.columns.map((column, at) => ({
        ...asGrid(column, at, say, language),
        ...linkOf(table, column, at, say),
        ...peopleOf(table, column, at, people),
      }))}
    />
  );
}

/** Where the server says whom a column counts, its numbers open them. */
function peopleOf({ people: all = [] }: Table, { key }: Column, at: number, people: OpensPeople) {
  const told = all.filter(({ column }) => column === key);
  if (told.length === 0) return {};
  return {
    render: ({ item, index }: Row) => {
      const [count, whose] = [item[at], told.find(({ rows }) => rows[index])];
      if (typeof count !== 'number') return <span className="hs-faint">–</span>;
      return whose ? people(whose.of, { ...whose.values, ...whose.rows[index] }, count) : formatCount(count);
    },
  };
}

/** Where the server says whither a text leads, it does. */
function linkOf({ links = [] }: Table, { key }: Column, at: number, say: Say) {
  const told = links.find(({ column }) => column === key);
  if (told === undefined) return {};
  return {
    render: ({ item, index }: Row) => {
      const [cell, to] = [item[at], told.rows[index]];
      const text = cell === null || cell === undefined ? '–' : typeof cell === 'object' ? say(cell) : String(cell);
      return to ? <Link to={to}>{text}</Link> : text;
    },
  };
}

/** A row whose time is not over: as the server says, else by its day, where the table has days. */
function unfinishedOf({ columns, unfinished }: Table): (row: Row) => boolean {
  if (unfinished !== undefined) return ({ index }) => index >= unfinished;
  const at = columns.findIndex(({ kind }) => kind === 'day');
  const today = shanghaiDay(now());
  return ({ item }) => {
    const day = item[at];
    return typeof day === 'string' && day >= today;
  };
}

/** What of them stands in a file. */
export function fileTables(tables: readonly Table[], say: Say): readonly FileTable[] {
  return tables.map((table) => {
    const { rows, ...file } = gridTable(
      table.columns.map((column, at) => asGrid(column, at, say, 'zh-CN')),
      byPlace(table.rows),
      say(table.words),
    );
    // As the server's own files end.
    return { ...file, rows: table.more ? [...rows, [say(moreOf(rows.length))]] : rows };
  });
}

const moreOf = (count: number) =>
  words(`这里是 ${count} 行，后面还有：请缩小范围`, `These are ${count} rows, and there are more: narrow it down`);

function asGrid({ kind, words: title }: Column, at: number, say: Say, language: Language): GridColumn<Row> {
  return {
    title: say(title),
    number: kind !== 'text' && kind !== 'day',
    render: ({ item }) => shown(item[at] ?? null, kind, say, language),
    csv: ({ item }) => inFile(item[at] ?? null, kind, say),
  };
}

function shown(cell: Cell, kind: Column['kind'], say: Say, language: Language): ReactNode {
  if (cell === null) return <span className="hs-faint">–</span>;
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'object') return say(cell);
  switch (kind) {
    case 'money':
      return <Money fen={cell} />;
    case 'share':
      return formatPercent(cell);
    case 'points':
      return formatPoints(cell, language);
    case 'seconds':
      return formatDuration(cell, language);
    case 'number':
      return String(Number(cell.toFixed(1)));
    default:
      return formatCount(cell);
  }
}

/** Numbers that a spreadsheet counts with: yuan, and a share as the number it is. */
function inFile(cell: Cell, kind: Column['kind'], say: Say): CsvCell {
  if (cell === null || typeof cell === 'string') return cell;
  if (typeof cell === 'object') return say(cell);
  return kind === 'money' ? cell / 100 : cell;
}
