import { measure } from './draw-pages.ts';
import { A4, type Layout, LEADING, MARK, type Printed, planPage } from './plan-page.ts';
import { printFont } from './print-font.ts';
import { wordsPicture } from './words-picture.ts';

/** What a printer asks of a picture. */
const DPI = 300;
const dots = (points: number) => Math.round((points / 72) * DPI);

/** A page as the PDF has it, as a PNG of 300 dots an inch: for who places it in a drawing of her own. */
export async function drawPagePicture(codes: readonly Printed[], layout: Layout): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const { marks, pictures, lines } = planPage(codes, layout, measure());
  const [width, height] = [dots(A4.width), dots(A4.height)];
  const drawn = [];
  for (const { picture, x, y, side } of pictures)
    drawn.push({
      input: await sharp(picture).resize(dots(side), dots(side), { kernel: 'nearest' }).png().toBuffer(),
      left: dots(x),
      top: dots(y),
    });
  for (const { text, size, middle, top, color } of lines) {
    const { data, info } = await wordsPicture(text, { size, color, dpi: DPI, font: printFont() });
    // It is as large as its letters: they stand in the middle of their line.
    const above = (dots(size * LEADING) - info.height) / 2;
    drawn.push({ input: data, left: Math.round(dots(middle) - info.width / 2), top: Math.round(dots(top) + above) });
  }
  const blank = { width, height, channels: 3, background: '#ffffff' } as const;
  return sharp({ create: blank })
    .composite([{ input: Buffer.from(marksPicture(marks, width, height)), left: 0, top: 0 }, ...drawn])
    .withMetadata({ density: DPI })
    .png()
    .toBuffer();
}

function marksPicture(
  marks: readonly { readonly x: number; readonly y: number }[],
  width: number,
  height: number,
): string {
  const half = dots(MARK / 2);
  const paths = marks.map(
    ({ x, y }) => `M${dots(x) - half} ${dots(y)}h${2 * half}M${dots(x)} ${dots(y) - half}v${2 * half}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path d="${paths.join('')}" stroke="#8a94a0" stroke-width="1.5" fill="none"/></svg>`;
}
