import PDFDocument from 'pdfkit';
import type { Wide } from './fit-lines.ts';
import { A4, type Layout, MARK, onAPage, type Printed, planPage } from './plan-page.ts';
import { printFont } from './print-font.ts';

/** A4 pages with marks to cut along. */
export async function drawPages(codes: readonly Printed[], layout: Layout): Promise<Buffer> {
  const pdf = openPdf();
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const whole = new Promise<Buffer>((resolve, reject) => {
    pdf.on('end', () => resolve(Buffer.concat(parts)));
    pdf.on('error', reject);
  });
  const each = onAPage(layout);
  for (let from = 0; from < codes.length; from += each) drawPage(pdf, codes.slice(from, from + each), layout);
  pdf.end();
  return whole;
}

/** As the letters of the print are: a page that is drawn otherwise is broken as the PDF is. */
export function measure(): Wide {
  return wideIn(openPdf());
}

function openPdf(): PDFKit.PDFDocument {
  const pdf = new PDFDocument({ size: [A4.width, A4.height], margin: 0, autoFirstPage: false });
  return pdf.registerFont('print', printFont()).font('print');
}

function wideIn(pdf: PDFKit.PDFDocument): Wide {
  return (text) => pdf.fontSize(1).widthOfString(text);
}

function drawPage(pdf: PDFKit.PDFDocument, codes: readonly Printed[], layout: Layout): void {
  const { marks, pictures, lines } = planPage(codes, layout, wideIn(pdf));
  pdf.addPage();
  pdf.lineWidth(0.3).strokeColor('#8a94a0');
  for (const { x, y } of marks) {
    pdf
      .moveTo(x - MARK / 2, y)
      .lineTo(x + MARK / 2, y)
      .stroke();
    pdf
      .moveTo(x, y - MARK / 2)
      .lineTo(x, y + MARK / 2)
      .stroke();
  }
  for (const { picture, x, y, side } of pictures) pdf.image(picture, x, y, { width: side, height: side });
  for (const { text, size, middle, top, color } of lines) {
    pdf.fontSize(size).fillColor(color);
    pdf.text(text, middle - pdf.widthOfString(text) / 2, top, { lineBreak: false });
  }
}
