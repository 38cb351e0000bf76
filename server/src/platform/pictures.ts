import type { Sharp, SharpOptions } from 'sharp';
import { platformErrors } from './platform-errors.ts';

export type PictureKind = 'jpg' | 'png' | 'webp';

/** Cameras of phones stay below; what a picture of so many dots takes in memory while it is read is bounded by it. */
const MOST_PIXELS = 40_000_000;
const most = { most: MOST_PIXELS / 10_000, megapixels: MOST_PIXELS / 1_000_000 };
/** Longest side of what is kept: as large as anybody looks at it. */
const LONGEST_SIDE = 2400;
/** Pictures read at a time: each takes a whole processor while it lasts. */
const AT_ONCE = 2;
/** Who comes when so many wait is told to come again. */
const MOST_WAITING = 200;

/** Its kind, told from its first bytes; null for what is no picture. */
export function pictureKind(bytes: Buffer): PictureKind | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  if (bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP')
    return 'webp';
  return null;
}

/**
 * A picture as it is kept: upright, at most 2400 pixels long, without what a camera writes beside it (where it was taken,
 * by what). One that is so already stays as it came, byte for byte.
 * @throws platform.not_an_image, picture_too_large, picture_broken
 */
export async function tidyPicture(bytes: Buffer): Promise<{ readonly bytes: Buffer; readonly kind: PictureKind }> {
  const kind = pictureKind(bytes);
  if (kind === null) throw platformErrors.error('not_an_image');
  return inTurn(async () => {
    const open = await opener(bytes);
    const found = await read(open().metadata());
    const [width, height] = [found.width, found.height];
    if (width * height > MOST_PIXELS) throw platformErrors.error('picture_too_large', { width, height, ...most });
    const says = [found.exif, found.xmp, found.iptc, found.comments, found.tifftagPhotoshop].some((part) => part);
    const upright = (found.orientation ?? 1) === 1 && (found.pages ?? 1) === 1;
    if (!says && upright && found.space === 'srgb' && Math.max(width, height) <= LONGEST_SIDE) {
      // Read to its last line: what broke off on its way has a good beginning.
      await read(open().resize(8, 8, { kernel: 'nearest', fastShrinkOnLoad: false }).raw().toBuffer());
      return { bytes, kind };
    }
    const fitted = { width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true } as const;
    return { bytes: await read(written(open().autoOrient().resize(fitted), kind).toBuffer()), kind };
  });
}

/** A picture drawn `width` pixels wide as webp; never wider than it is. */
export async function drawPicture(bytes: Buffer, width: number): Promise<Buffer> {
  return inTurn(async () => {
    const open = await opener(bytes);
    const found = await read(open().metadata());
    if (found.format === 'webp' && found.width <= width) return bytes;
    return read(open().autoOrient().resize({ width, withoutEnlargement: true }).webp({ quality: 78 }).toBuffer());
  });
}

/** In its own kind: what is handed on to WeChat (a shared card) is not taken as webp everywhere. */
function written(picture: Sharp, kind: PictureKind): Sharp {
  if (kind === 'png') return picture.png();
  return kind === 'webp' ? picture.webp({ quality: 88 }) : picture.jpeg({ quality: 88 });
}

/** Loaded with the first picture: a process that meets none does without its 30 MB. */
async function opener(bytes: Buffer): Promise<() => Sharp> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  // The number of pixels is asked first, so that it has an answer of its own.
  const options = { limitInputPixels: false, failOn: 'truncated' } satisfies SharpOptions;
  return () => sharp(bytes, options).timeout({ seconds: 20 });
}

async function read<T>(reading: Promise<T>): Promise<T> {
  return reading.catch((error: unknown) => {
    throw platformErrors.error('picture_broken', { why: error instanceof Error ? error.message.slice(0, 200) : '' });
  });
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) throw platformErrors.error('unavailable');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
