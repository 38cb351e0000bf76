import type { Printed } from './plan-page.ts';
import { printFont } from './print-font.ts';
import { escaped } from './words-picture.ts';

/** A code with its words below as a PNG, so many dots wide. */
export async function drawOne({ picture, caption, name }: Printed, width: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const side = Math.round(width * 0.88);
  const edge = Math.round((width - side) / 2);
  const [code, words] = await Promise.all([
    sharp(picture).resize(side, side, { kernel: 'nearest' }).png().toBuffer(),
    sharp({
      text: {
        text: escaped(caption === '' ? name : caption),
        fontfile: printFont(),
        font: 'Noto Sans SC Medium',
        width: side,
        height: Math.round(width * 0.07),
        align: 'centre',
        rgba: true,
      },
    })
      .png()
      .toBuffer({ resolveWithObject: true }),
  ]);
  const below = edge + side + Math.round(width * 0.03);
  const blank = { width, height: below + Math.round(width * 0.13), channels: 3, background: '#ffffff' } as const;
  return sharp({ create: blank })
    .composite([
      { input: code, left: edge, top: edge },
      { input: words.data, left: Math.max(0, Math.round((width - words.info.width) / 2)), top: below },
    ])
    .png()
    .toBuffer();
}
