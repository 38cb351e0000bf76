import type { sheetLayout } from '@huoshui/contracts/words/codes';
import { fitLines, SMALLEST, type Wide } from './fit-lines.ts';

export type Layout = keyof typeof sheetLayout;

/** What stands on a page for one code: its picture, the words for shoppers, and small what the shop calls it. */
export type Printed = {
  readonly picture: Buffer;
  readonly caption: string;
  readonly name: string;
  readonly scene: string;
};

/** What is drawn where on a page, in points from its upper left. */
export type Page = {
  readonly marks: readonly { readonly x: number; readonly y: number }[];
  readonly pictures: readonly {
    readonly picture: Buffer;
    readonly x: number;
    readonly y: number;
    readonly side: number;
  }[];
  readonly lines: readonly Line[];
};
/** In the middle of its cell. */
export type Line = {
  readonly text: string;
  readonly size: number;
  readonly middle: number;
  readonly top: number;
  readonly color: string;
};

const MM = 72 / 25.4;
export const A4 = { width: 210 * MM, height: 297 * MM } as const;
const MARGIN = 10 * MM;
export const MARK = 3 * MM;
/** From line to line. */
export const LEADING = 1.35;

/** `code` is its side; sizes are millimetres, letters points. */
const layouts: Readonly<Record<Layout, { columns: number; rows: number; code: number; letters: number }>> = {
  '3x4': { columns: 3, rows: 4, code: 50, letters: 10 },
  '2x3': { columns: 2, rows: 3, code: 70, letters: 13 },
  '4x6': { columns: 4, rows: 6, code: 30, letters: 7.5 },
  '1x1': { columns: 1, rows: 1, code: 150, letters: 28 },
};

export function onAPage(layout: Layout): number {
  const { columns, rows } = layouts[layout];
  return columns * rows;
}

/** As many codes as a page has places, from its first. */
export function planPage(codes: readonly Printed[], layout: Layout, wide: Wide): Page {
  const { columns, rows } = layouts[layout];
  const [across, down] = [(A4.width - 2 * MARGIN) / columns, (A4.height - 2 * MARGIN) / rows];
  const placed = codes.map((code, at) =>
    placeCode(code, layout, wide, {
      left: MARGIN + (at % columns) * across,
      top: MARGIN + Math.floor(at / columns) * down,
      across,
      down,
    }),
  );
  return {
    marks: Array.from({ length: (columns + 1) * (rows + 1) }, (_, n) => ({
      x: MARGIN + (n % (columns + 1)) * across,
      y: MARGIN + Math.floor(n / (columns + 1)) * down,
    })),
    pictures: placed.map(({ picture }) => picture),
    lines: placed.flatMap(({ lines }) => lines),
  };
}

type Cell = { readonly left: number; readonly top: number; readonly across: number; readonly down: number };

function placeCode(
  { picture, caption, name, scene }: Printed,
  layout: Layout,
  wide: Wide,
  { left, top, across, down }: Cell,
): { readonly picture: Page['pictures'][number]; readonly lines: readonly Line[] } {
  const { code, letters } = layouts[layout];
  const side = code * MM;
  const most = across - 4 * MM;
  const words = fitLines(caption === '' ? name : caption, most, letters, wide);
  // What it is called, and what it carries: whoever finds an old print in a drawer finds the code by it.
  const small = fitLines(caption === '' ? scene : `${name} · ${scene}`, most, Math.max(SMALLEST, letters * 0.6), wide);
  const all = [
    ...words.lines.map((text) => ({ text, size: words.size, color: '#1f2a37' })),
    ...small.lines.map((text) => ({ text, size: small.size, color: '#5f6b7a' })),
  ];
  const height = side + all.reduce((sum, { size }) => sum + size * LEADING, 0);
  const begin = top + Math.max(2 * MM, (down - height) / 2);
  let under = begin + side + 1;
  const lines = all.map((line) => {
    const at = under;
    under += line.size * LEADING;
    return { ...line, middle: left + across / 2, top: at };
  });
  return { picture: { picture, x: left + (across - side) / 2, y: begin, side }, lines };
}
