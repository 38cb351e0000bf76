import type { sheetLayout } from '@huoshui/contracts/words/codes';
import PDFDocument from 'pdfkit';
import { printFont } from './print-font.ts';

export type Layout = keyof typeof sheetLayout;

/** What stands on a page for one code: its picture, the words for shoppers, and small what the shop calls it. */
export type Printed = {
  readonly picture: Buffer;
  readonly caption: string;
  readonly name: string;
  readonly scene: string;
};

const MM = 72 / 25.4;
const [WIDTH, HEIGHT] = [210 * MM, 297 * MM];
const MARGIN = 10 * MM;
const MARK = 3 * MM;

/** `code` is its side; sizes are millimetres, letters points. */
const layouts: Readonly<Record<Layout, { columns: number; rows: number; code: number; letters: number }>> = {
  '3x4': { columns: 3, rows: 4, code: 50, letters: 10 },
  '2x3': { columns: 2, rows: 3, code: 70, letters: 13 },
  '4x6': { columns: 4, rows: 6, code: 30, letters: 7.5 },
  '1x1': { columns: 1, rows: 1, code: 150, letters: 28 },
};

/** A4 pages with marks to cut along. */
export async function drawPages(codes: readonly Printed[], layout: Layout): Promise<Buffer> {
  const { columns, rows } = layouts[layout];
  const pdf = new PDFDocument({ size: [WIDTH, HEIGHT], margin: 0, autoFirstPage: false });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  pdf.registerFont('print', printFont());
  for (const [n, code] of codes.entries()) {
    const at = n % (columns * rows);
    if (at === 0) beginPage(pdf, layout);
    drawCode(pdf, layout, code, at);
  }
  pdf.end();
  return whole;
}

function beginPage(pdf: PDFKit.PDFDocument, layout: Layout): void {
  const { columns, rows } = layouts[layout];
  pdf.addPage();
  pdf.font('print').lineWidth(0.3).strokeColor('#8a94a0');
  const { across, down } = cell(layout);
  for (let column = 0; column <= columns; column += 1)
    for (let row = 0; row <= rows; row += 1) {
      const [x, y] = [MARGIN + column * across, MARGIN + row * down];
      pdf
        .moveTo(x - MARK / 2, y)
        .lineTo(x + MARK / 2, y)
        .stroke();
      pdf
        .moveTo(x, y - MARK / 2)
        .lineTo(x, y + MARK / 2)
        .stroke();
    }
}

function cell(layout: Layout): { readonly across: number; readonly down: number } {
  const { columns, rows } = layouts[layout];
  return { across: (WIDTH - 2 * MARGIN) / columns, down: (HEIGHT - 2 * MARGIN) / rows };
}

function drawCode(
  pdf: PDFKit.PDFDocument,
  layout: Layout,
  { picture, caption, name, scene }: Printed,
  at: number,
): void {
  const { columns, code, letters } = layouts[layout];
  const { across, down } = cell(layout);
  const [left, top] = [MARGIN + (at % columns) * across, MARGIN + Math.floor(at / columns) * down];
  const side = code * MM;
  const words = caption === '' ? name : caption;
  const height = side + letters * 1.5 + letters;
  const begin = top + Math.max(2 * MM, (down - height) / 2);
  pdf.image(picture, left + (across - side) / 2, begin, { width: side, height: side });
  line(pdf, words, { left, top: begin + side + 1, across, letters, color: '#1f2a37' });
  // What it is called, and what it carries: whoever finds an old print in a drawer finds the code by it.
  const small = caption === '' ? scene : `${name} · ${scene}`;
  line(pdf, small, { left, top: begin + side + 1 + letters * 1.5, across, letters: letters * 0.6, color: '#5f6b7a' });
}

type Place = {
  readonly left: number;
  readonly top: number;
  readonly across: number;
  readonly letters: number;
  readonly color: string;
};

/** One line in the middle, smaller where it would be wider than its cell. */
function line(pdf: PDFKit.PDFDocument, text: string, { left, top, across, letters, color }: Place): void {
  const most = across - 4 * MM;
  pdf.fontSize(letters);
  const wide = pdf.widthOfString(text);
  if (wide > most) pdf.fontSize(letters * (most / wide));
  pdf.fillColor(color).text(text, left + (across - Math.min(wide, most)) / 2, top, { lineBreak: false });
}
