import { View } from '@tarojs/components';
import { useMemo } from 'react';
import s from './DigitsCode.module.scss';
import { digitsCode } from './qr.ts';

type Props = { readonly digits: string; readonly label: string };
type Run = { readonly on: boolean; readonly length: number };

/** A code of digits drawn in boxes, a box for each run of a row: the same in the mini program and in a browser. */
export function DigitsCode({ digits, label }: Props) {
  const rows = useMemo(() => digitsCode(digits).map(runsOf), [digits]);
  return (
    <View className={s.code} {...pictured(label)}>
      {rows.map((runs, y) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows and runs of a picture have no other name than their place
        <View key={y} className={s.row}>
          {runs.map(({ on, length }, x) => (
            <View
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              key={x}
              className={on ? s.on : s.off}
              style={{ width: `${(length / rows.length) * 100}%` }}
            />
          ))}
        </View>
      ))}
    </View>
  );
}

/** For browsers: a picture with a name. */
function pictured(label: string): object {
  return process.env.TARO_ENV === 'h5' ? { role: 'img', nativeProps: { role: 'img', 'aria-label': label } } : {};
}

function runsOf(row: readonly boolean[]): readonly Run[] {
  const runs: Run[] = [];
  for (const on of row) {
    const last = runs.at(-1);
    if (last?.on === on) runs.splice(-1, 1, { on, length: last.length + 1 });
    else runs.push({ on, length: 1 });
  }
  return runs;
}
