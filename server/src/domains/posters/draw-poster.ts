import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { namesHer, POSTER, posterColors, posterShift, posterText } from '@huoshui/contracts/poster-page';
import type { OverlayOptions } from 'sharp';
import { escaped, printFont } from '../codes/index.ts';
import { SOMEBODY } from './her-words.ts';
import type { PosterPart, PosterValues } from './poster-form.ts';

/** What is hers on it. */
export type Hers = { readonly nickname: string; readonly activity: string; readonly code: Buffer };
/** Where its pictures lie, and those of the products on it by id. */
export type Pictures = { readonly folder: string; readonly products: ReadonlyMap<string, string> };

/** A code needs a light edge around it to be read: a twelfth of its side. */
const EDGE = 1 / 12;
const { width, height } = POSTER;

/** The poster of one person as a JPEG. What is the same for all is drawn once and kept. */
export async function drawPoster(
  values: PosterValues,
  { nickname, activity, code }: Hers,
  pictures: Pictures,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const common = await commonOf(values, activity, pictures);
  const hers: OverlayOptions[] = [];
  for (const part of values.parts) {
    if (part.kind === 'code') hers.push(...(await codeOn(part, code)));
    else if (isHers(part)) hers.push(...(await wordsOn(part, { nickname: shown(nickname), activity })));
  }
  return sharp(common, { raw: { width, height, channels: 3 } })
    .composite(hers)
    .jpeg({ quality: 88, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

const isHers = ({ kind, text }: PosterPart) => kind === 'words' && namesHer(text ?? '');
const KEPT = 16;
const kept = new Map<string, Promise<Buffer>>();

/** Paper, picture, products and the words that are nobody's, as bare dots: 3 MB, of the last few that were asked for. */
async function commonOf(values: PosterValues, activity: string, pictures: Pictures): Promise<Buffer> {
  const key = createHash('sha256')
    .update(JSON.stringify([values, activity, [...pictures.products]]))
    .digest('hex');
  const known = kept.get(key);
  kept.delete(key);
  const drawing = known ?? drawCommon(values, activity, pictures);
  kept.set(key, drawing);
  for (const [oldest] of kept) if (kept.size > KEPT) kept.delete(oldest);
  return drawing.catch((error: unknown) => {
    kept.delete(key);
    throw error;
  });
}

async function drawCommon(
  { background, paper, parts }: PosterValues,
  activity: string,
  pictures: Pictures,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const layers: OverlayOptions[] = [];
  const put = async (
    address: string | null | undefined,
    place: { left: number; top: number },
    wide: number,
    high: number,
  ) => {
    const picture = address ? await readKept(pictures.folder, address) : null;
    if (picture !== null) layers.push({ input: await covering(picture, wide, high), ...place });
  };
  await put(background, { left: 0, top: 0 }, width, height);
  for (const part of parts) {
    const { kind, x: left, y: top, product } = part;
    if (kind === 'product') await put(pictures.products.get(product ?? ''), { left, top }, part.width, part.width);
    else if (kind === 'words' && !isHers(part)) layers.push(...(await wordsOn(part, { nickname: '', activity })));
  }
  return sharp({ create: { width, height, channels: 3, background: posterColors[paper] } })
    .composite(layers)
    .removeAlpha()
    .raw()
    .toBuffer();
}

/** A picture that an upload of ours kept; null for one that lies elsewhere or is gone: its place stays empty. */
async function readKept(folder: string, address: string): Promise<Buffer | null> {
  const kept = /^\/files\/([0-9a-f]{2}\/[0-9a-f]{32}\.[a-z]+)$/.exec(address)?.[1];
  return kept === undefined ? null : readFile(path.join(folder, kept)).catch(() => null);
}

async function covering(picture: Buffer, wide: number, high: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(picture).autoOrient().resize(wide, high, { fit: 'cover' }).png({ compressionLevel: 1 }).toBuffer();
}

async function codeOn({ x, y, width: side }: PosterPart, code: Buffer): Promise<OverlayOptions[]> {
  const { default: sharp } = await import('sharp');
  const edge = Math.round(side * EDGE);
  const inner = side - 2 * edge;
  const input = await sharp(code)
    .flatten({ background: '#ffffff' })
    .resize(inner, inner, { kernel: 'nearest' })
    .extend({ top: edge, bottom: edge, left: edge, right: edge, background: '#ffffff' })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return [{ input, left: x, top: y }];
}

/** In as many lines as it needs; what stands below the paper is cut off. */
async function wordsOn(part: PosterPart, said: Pick<Hers, 'nickname' | 'activity'>): Promise<OverlayOptions[]> {
  const text = posterText(part.text ?? '', said).trim();
  if (text === '') return [];
  const { default: sharp } = await import('sharp');
  const align = part.align ?? 'centre';
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${posterColors[part.ink ?? 'white']}">${escaped(text)}</span>`,
      fontfile: printFont(),
      font: `Noto Sans SC Medium ${part.size ?? 40}`,
      dpi: 72,
      width: part.width,
      wrap: 'word-char',
      align: align === 'centre' ? 'centre' : align,
      rgba: true,
    },
  })
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const [wide, high] = [Math.min(info.width, width - part.x), Math.min(info.height, height - part.y)];
  const input =
    wide === info.width && high === info.height
      ? data
      : await sharp(data).extract({ left: 0, top: 0, width: wide, height: high }).toBuffer();
  return [{ input, left: part.x + Math.max(0, Math.round((part.width - wide) * posterShift[align])), top: part.y }];
}

/** What the letters of the print can show of a nickname, and not more of it than one reads. */
function shown(nickname: string): string {
  const letters = [...nickname.replaceAll(/\p{Extended_Pictographic}|\p{Cf}|\p{Cc}/gu, '').trim()];
  if (letters.length === 0) return SOMEBODY;
  return letters.length > 12 ? `${letters.slice(0, 11).join('')}…` : letters.join('');
}
