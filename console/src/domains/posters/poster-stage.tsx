import type { Draft } from '@huoshui/contracts/form';
import { sizedAddress } from '@huoshui/contracts/picture-address';
import { POSTER, posterColors, posterText } from '@huoshui/contracts/poster-page';
import { Button, Image } from 'antd';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { api } from '../../ground/api.ts';
import { useReportError } from '../../ui/failure.tsx';
import { usePosterText } from './texts.ts';
import './posters.css';

/** Of a poster's own pixels, as many as the page shows it wide. */
const WIDE = 300;
const SCALE = WIDE / POSTER.width;
const STEP = 5;
const LEAP = 20;

type Part = Readonly<Record<string, unknown>>;
type StageProps = {
  readonly values: Draft;
  /** Absent where nothing may be changed. */
  readonly onMove?: (parts: readonly Part[]) => void;
};

/** The poster as it is laid out: each part is dragged, or moved by the arrow keys. */
export function PosterStage({ values, onMove }: StageProps) {
  const t = usePosterText();
  const parts = Array.isArray(values.parts) ? values.parts.map((part) => ({ ...Object(part) })) : [];
  const background = typeof values.background === 'string' ? values.background : null;
  const move = (at: number, x: number, y: number) =>
    onMove?.(parts.map((part, n) => (n === at ? { ...part, ...within(part, x, y) } : part)));
  return (
    <figure className="hs-poster">
      <div
        className="hs-poster-sheet"
        style={{
          width: WIDE,
          height: POSTER.height * SCALE,
          backgroundColor: colorOf(values.paper, 'red'),
          ...(background === null ? {} : { backgroundImage: `url(${sizedAddress(background, 2 * WIDE)})` }),
        }}
      >
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place
          <Piece key={at} part={part} onMove={onMove === undefined ? undefined : (x, y) => move(at, x, y)} />
        ))}
      </div>
      <figcaption>{onMove !== undefined && t('stage_hint')}</figcaption>
      <Sample values={values} />
    </figure>
  );
}

const numberOf = (value: unknown, initial: number) => (typeof value === 'number' ? value : initial);
type Color = keyof typeof posterColors;
const isColor = (value: unknown): value is Color => typeof value === 'string' && value in posterColors;
const colorOf = (value: unknown, initial: Color) => posterColors[isColor(value) ? value : initial];

/** As it is kept: whole pixels, on the sheet. */
function within({ width, kind, size }: Part, x: number, y: number) {
  const wide = numberOf(width, 600);
  const high = kind === 'words' ? numberOf(size, 40) : wide;
  const between = (value: number, most: number) => Math.max(0, Math.min(Math.max(0, most), Math.round(value)));
  return { x: between(x, POSTER.width - wide), y: between(y, POSTER.height - high) };
}

type PieceProps = { readonly part: Part; readonly onMove: ((x: number, y: number) => void) | undefined };

function Piece({ part, onMove }: PieceProps) {
  const t = usePosterText();
  const grabbed = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const [x, y] = [numberOf(part.x, 0), numberOf(part.y, 0)];
  const said = posterText(String(part.text ?? ''), { nickname: t('sample_name'), activity: t('sample_activity') });
  const label = part.kind === 'words' ? said : t(part.kind === 'code' ? 'code' : 'picture');
  const grab = (event: PointerEvent<HTMLElement>) => {
    if (onMove === undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grabbed.current = { x: x - event.clientX / SCALE, y: y - event.clientY / SCALE };
  };
  const drag = (event: PointerEvent<HTMLElement>) => {
    if (grabbed.current === null) return;
    onMove?.(grabbed.current.x + event.clientX / SCALE, grabbed.current.y + event.clientY / SCALE);
  };
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (way === undefined || onMove === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? LEAP : STEP;
    onMove(x + (way[0] ?? 0) * by, y + (way[1] ?? 0) * by);
  };
  return (
    <button
      type="button"
      className={`hs-poster-piece hs-poster-${String(part.kind)}`}
      style={styleOf(part)}
      aria-label={label}
      disabled={onMove === undefined}
      onPointerDown={grab}
      onPointerMove={drag}
      onPointerUp={() => {
        grabbed.current = null;
      }}
      onKeyDown={keys}
    >
      {label}
    </button>
  );
}

function styleOf(part: Part): CSSProperties {
  const wide = numberOf(part.width, 600) * SCALE;
  const place = { left: numberOf(part.x, 0) * SCALE, top: numberOf(part.y, 0) * SCALE, width: wide };
  if (part.kind !== 'words') return { ...place, height: wide };
  return {
    ...place,
    fontSize: numberOf(part.size, 40) * SCALE,
    color: colorOf(part.ink, 'white'),
    textAlign: part.align === 'left' ? 'left' : part.align === 'right' ? 'right' : 'center',
  };
}

/** Drawn by the server as members will have it. */
function Sample({ values }: { readonly values: Draft }) {
  const t = usePosterText();
  const reportError = useReportError();
  const [picture, setPicture] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const draw = async () => {
    setBusy(true);
    try {
      setPicture((await api('POST /api/admin/poster-samples', { body: { values: { ...values } } })).picture);
    } catch (error) {
      reportError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button loading={busy} onClick={() => void draw()}>
        {t('sample')}
      </Button>
      {picture !== null && (
        <Image
          src={picture}
          alt={t('sample_of')}
          styles={{ root: { display: 'none' } }}
          preview={{ open: true, onOpenChange: (open) => !open && setPicture(null) }}
        />
      )}
    </>
  );
}
