import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatTime } from '../calendar.ts';
import type { CsvCell } from '../csv.ts';
import { Money, Time } from '../figures.tsx';
import { formatCount, formatPercent } from '../format.ts';
import { Picture } from '../picture.tsx';
import { StateTag, type Tone } from '../state-tag.tsx';
import type { Column } from './column.ts';

/** What a column may also say: it starts hidden, its width. */
type More = Pick<Column<never>, 'hidden' | 'width'>;

const nothing = <span className="hs-faint">–</span>;

/** A text as it stands; nothing where there is none. */
export function textColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => string | null,
  more: More = {},
): Column<Row> {
  return { key, title, ...more, render: (row) => read(row) || nothing, csv: read };
}

/** Fen; in the file yuan, as a number. */
export function moneyColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => number | null,
  more: More = {},
): Column<Row> {
  return numbers(
    key,
    title,
    read,
    (fen) => <Money fen={fen} />,
    (fen) => fen / 100,
    more,
  );
}

export function countColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => number | null,
  more: More = {},
): Column<Row> {
  return numbers(key, title, read, formatCount, (count) => count, more);
}

/** A share of 0 to 1; in the file percent, as a number. */
export function percentColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => number | null,
  more: More = {},
): Column<Row> {
  const inFile = (share: number) => Math.round(share * 10_000) / 100;
  return numbers(key, title, read, (share) => formatPercent(share), inFile, more);
}

/** An instant: relative on the page, in the shop's zone to the second in the file. */
export function timeColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => string | null,
  more: More = {},
): Column<Row> {
  const csv = (row: Row) => {
    const at = read(row);
    return at === null ? null : formatTime(at, true);
  };
  return { key, title, ...more, render: (row) => <Time at={read(row)} />, csv };
}

/** A state in its word; the tone says whether someone must act. */
export function stateColumn<Row>(
  key: string,
  title: string,
  word: (row: Row) => string,
  tone: (row: Row) => Tone,
  more: More = {},
): Column<Row> {
  return { key, title, ...more, render: (row) => <StateTag tone={tone(row)}>{word(row)}</StateTag>, csv: word };
}

/** A state that has a tag of its own on the page; its word in the file. */
export function tagColumn<Row>(
  key: string,
  title: string,
  tag: (row: Row) => ReactNode,
  word: (row: Row) => string,
  more: More = {},
): Column<Row> {
  return { key, title, ...more, render: tag, csv: word };
}

/** What may be done with a row, at its end and always in sight. */
export function actsColumn<Row>(acts: (row: Row) => ReactNode, width?: number): Column<Row> {
  return { key: 'acts', title: '', ...(width === undefined ? {} : { width }), stays: true, render: acts };
}

/** A person, leading to her page. */
export function memberColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => { readonly id: string; readonly name: string } | null,
  more: More = {},
): Column<Row> {
  const render = (row: Row) => {
    const member = read(row);
    return member === null ? nothing : <Link to={`/members/${member.id}`}>{member.name}</Link>;
  };
  return { key, title, ...more, render, csv: (row) => read(row)?.name ?? null };
}

/** Goods: the picture and a name that may be long. */
export function productColumn<Row>(
  key: string,
  title: string,
  read: (row: Row) => { readonly name: string; readonly image: string | null },
  more: More = {},
): Column<Row> {
  const render = (row: Row) => {
    const { name, image } = read(row);
    return (
      <span className="hs-inline" style={{ flexWrap: 'nowrap', maxWidth: 340 }}>
        <Picture src={image} size={36} />
        <span className="hs-ellipsis">{name}</span>
      </span>
    );
  };
  return { key, title, ...more, render, csv: (row) => read(row).name };
}

/** Right aligned, so that units stand under units; a number in the file, never a text. */
function numbers<Row>(
  key: string,
  title: string,
  read: (row: Row) => number | null,
  show: (value: number) => ReactNode,
  inFile: (value: number) => CsvCell,
  more: More,
): Column<Row> {
  const or = <T,>(row: Row, use: (value: number) => T, otherwise: T): T => {
    const value = read(row);
    return value === null ? otherwise : use(value);
  };
  return {
    key,
    title,
    number: true,
    ...more,
    render: (row) => or(row, show, nothing),
    csv: (row) => or(row, inFile, null),
  };
}
