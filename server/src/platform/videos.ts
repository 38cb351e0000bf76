import { platformErrors } from './platform-errors.ts';

/** Seconds: as long as a shopper looks at goods before she buys. */
const LONGEST = 180;
/** What phones and the browser of WeChat play without exception; iPhones record HEVC unless told otherwise. */
const PLAYED = new Set(['avc1', 'avc3']);

/** A box of an MP4 (ISO/IEC 14496-12, 4.2): its kind, and where its content begins and ends. */
type Box = { readonly kind: string; readonly at: number; readonly from: number; readonly to: number };

/**
 * An MP4 that every phone plays, as it is kept: without what the camera wrote beside it, such as the place.
 * @throws platform.not_a_video, video_broken, video_codec, video_too_long
 */
export function tidyVideo(bytes: Buffer): Buffer {
  if (bytes.subarray(4, 8).toString('latin1') !== 'ftyp') throw platformErrors.error('not_a_video');
  const top = boxesOf(bytes, 0, bytes.length);
  const [movie] = top.filter(({ kind }) => kind === 'moov');
  if (movie === undefined || !top.some(({ kind }) => kind === 'mdat')) throw platformErrors.error('video_broken');
  const codecs = within(bytes, movie, ['trak', 'mdia', 'minf', 'stbl', 'stsd'])
    .filter((box) => isVideo(bytes, box))
    // Behind version, flags and the number of entries stand the entries, each a box.
    .flatMap(({ from, to }) => boxesOf(bytes, from + 8, to))
    .map(({ kind }) => kind);
  const other = codecs.find((codec) => !PLAYED.has(codec));
  if (other !== undefined) throw platformErrors.error('video_codec', { codec: other });
  if (codecs.length === 0) throw platformErrors.error('not_a_video');
  const seconds = lengthOf(bytes, movie);
  if (seconds > LONGEST) throw platformErrors.error('video_too_long', { seconds: Math.round(seconds), most: LONGEST });
  return withoutNotes(bytes, movie);
}

/** @throws platform.video_broken for a box that ends behind what holds it: what broke off ends in one */
function boxesOf(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at + 8 <= to; ) {
    const short = bytes.readUInt32BE(at);
    const long = short === 1 && at + 16 <= to;
    const size = long ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short;
    if (size < (long ? 16 : 8) || at + size > to) throw platformErrors.error('video_broken');
    boxes.push({
      kind: bytes.subarray(at + 4, at + 8).toString('latin1'),
      at,
      from: at + (long ? 16 : 8),
      to: at + size,
    });
    at += size;
  }
  return boxes;
}

/** The boxes at the end of this path of kinds. */
function within(bytes: Buffer, box: Box, path: readonly string[]): Box[] {
  const [kind, ...rest] = path;
  if (kind === undefined) return [box];
  return boxesOf(bytes, box.from, box.to)
    .filter((one) => one.kind === kind)
    .flatMap((one) => within(bytes, one, rest));
}

/** A table of samples that shows pictures, by what its first entry is called: sound is mp4a, ac-3 or Opus. */
function isVideo(bytes: Buffer, table: Box): boolean {
  const [first] = boxesOf(bytes, table.from + 8, table.to);
  return (
    first !== undefined && /^(avc[1-4]|hvc1|hev1|dvh[1e]|av01|vp0[89]|mp4v|s263|encv|jpeg|ap\w\w)$/.test(first.kind)
  );
}

function lengthOf(bytes: Buffer, movie: Box): number {
  const [head] = within(bytes, movie, ['mvhd']);
  if (head === undefined || head.to - head.from < 32) throw platformErrors.error('video_broken');
  const wide = bytes.readUInt8(head.from) === 1;
  const units = bytes.readUInt32BE(head.from + (wide ? 20 : 12));
  const length = wide ? Number(bytes.readBigUInt64BE(head.from + 24)) : bytes.readUInt32BE(head.from + 16);
  return units === 0 ? 0 : length / units;
}

/** Notes become room that nobody reads: nothing behind them moves, and the tables of samples stay right. */
function withoutNotes(bytes: Buffer, movie: Box): Buffer {
  const tracks = within(bytes, movie, ['trak']);
  const notes = [movie, ...tracks]
    .flatMap(({ from, to }) => boxesOf(bytes, from, to))
    .filter(({ kind }) => kind === 'udta' || kind === 'meta');
  if (notes.length === 0) return bytes;
  const tidy = Buffer.from(bytes);
  for (const { at, from, to } of notes) {
    tidy.write('free', at + 4, 'latin1');
    tidy.fill(0, from, to);
  }
  return tidy;
}
