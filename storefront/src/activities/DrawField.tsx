import type { LotteryLook } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { type CSSProperties, useEffect, useState } from 'react';
import { pressable } from '../ui/press.ts';
import s from './DrawField.module.scss';
import { t } from './texts.ts';

type Fell = { readonly times: number; readonly place: number | null };
type Props = {
  readonly look: LotteryLook;
  readonly labels: readonly string[];
  /** How often she has drawn here, and where the last draw fell; null: nowhere. */
  readonly fell: Fell;
  /** Null: she may not now. */
  readonly onDraw: (() => Promise<void>) | null;
};

/** What turns, runs or is scratched. It only shows what the shop has decided; while it turns it takes no second tap. */
export function DrawField({ look, onDraw, ...rest }: Props) {
  // How often she had drawn as she pressed; null: nothing is under way.
  const [begun, setBegun] = useState<number | null>(null);
  const busy = begun !== null;
  const press =
    onDraw === null || busy
      ? undefined
      : async () => {
          setBegun(rest.fell.times);
          await onDraw().finally(() => setBegun(null));
        };
  const shown = { ...rest, busy, told: busy && rest.fell.times > begun, press };
  if (look === 'grid') return <Grid {...shown} />;
  return look === 'scratch' ? <Scratch {...shown} /> : <Wheel {...shown} />;
}

type Shown = Pick<Props, 'labels' | 'fell'> & {
  readonly busy: boolean;
  /** What she pressed for has fallen, and is being shown. */
  readonly told: boolean;
  readonly press: (() => void) | undefined;
};

const TURNS = 4;

function Wheel({ labels, fell: { times, place }, busy, press }: Shown) {
  const parts = [...labels, t('nothing')];
  const slice = 360 / parts.length;
  const at = place ?? labels.length;
  const rotated = times === 0 ? 0 : times * TURNS * 360 - (at + 0.5) * slice;
  const ground = parts.map(
    (_, n) => `var(--slice-${n === labels.length ? 'none' : n % 2}) ${n * slice}deg ${(n + 1) * slice}deg`,
  );
  const style: CSSProperties = {
    transform: `rotate(${rotated}deg)`,
    background: `conic-gradient(${ground.join(', ')})`,
  };
  return (
    <View className={s.wheelBox}>
      <View className={s.pointer} />
      <View className={s.wheel} style={style}>
        {parts.map((label, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a slice has no name but its place
          <View key={n} className={s.slice} style={{ transform: `rotate(${(n + 0.5) * slice}deg)` }}>
            <View className={s.sliceLabel}>{label}</View>
          </View>
        ))}
      </View>
      <View className={`${s.hub} ${press ? '' : s.off}`} {...pressable(press)}>
        {busy ? t('drawing') : t('draw')}
      </View>
    </View>
  );
}

/** Nine boxes; round the edge go the prizes, the middle is the button. */
const BOXES: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const ROUND: readonly number[] = [0, 1, 2, 5, 8, 7, 6, 3];
const STEP_MS = 90;

/** Which prize each box round the edge shows; few prizes stand more than once, and nothing always does (as one more than the last). */
function cellsOf(prizes: number): readonly number[] {
  return ROUND.map((_, n) => {
    if (prizes > 4) return Math.min(n, prizes);
    return n % 2 === 1 ? prizes : Math.floor(n / 2) % Math.max(1, prizes);
  });
}

function Grid({ labels, fell: { times, place }, busy, press }: Shown) {
  const cells = cellsOf(labels.length);
  const target = cells.indexOf(place ?? labels.length);
  const [lit, setLit] = useState(-1);
  useEffect(() => {
    if (times === 0) return undefined;
    let step = 0;
    const last = 2 * ROUND.length + Math.max(0, target);
    const timer = setInterval(() => {
      setLit(step % ROUND.length);
      if (step >= last) clearInterval(timer);
      step += 1;
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [times, target]);
  return (
    <View className={s.grid}>
      {BOXES.map((box) => {
        const n = ROUND.indexOf(box);
        if (n < 0)
          return (
            <View key={box} className={`${s.cell} ${s.press} ${press ? '' : s.off}`} {...pressable(press)}>
              {busy ? t('drawing') : t('draw')}
            </View>
          );
        return (
          <View key={box} className={`${s.cell} ${n === lit ? s.lit : ''}`}>
            {labels[cells[n] ?? -1] ?? t('nothing')}
          </View>
        );
      })}
    </View>
  );
}

function Scratch({ labels, fell: { place }, told, press }: Shown) {
  return (
    <View className={s.scratch}>
      <View className={s.under}>{told && (place === null ? t('nothing') : labels[place])}</View>
      <View className={`${s.cover} ${told ? s.open : ''} ${press ? '' : s.off}`} {...pressable(press)}>
        {t('scratch')}
      </View>
    </View>
  );
}
