import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type IconName, icons } from './icons.ts';

type Props = {
  readonly name: IconName;
  readonly size?: number;
  readonly color?: string;
  readonly weight?: number;
  readonly className?: string;
};

/** A line icon. Drawn as a background picture: the mini program has no inline SVG. */
export function Icon({ name, size = 20, color = '#1f2a37', weight = 1.75, className }: Props) {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='${color}' stroke-width='${weight}' stroke-linecap='round' stroke-linejoin='round'>${icons[name].replace(/"/g, "'").replace('currentColor', color)}</svg>`;
  const side = Taro.pxTransform(size);
  return (
    <View
      className={className}
      style={{
        flex: 'none',
        width: side,
        height: side,
        backgroundImage: `url("data:image/svg+xml,${encodeURIComponent(svg)}")`,
        backgroundSize: '100% 100%',
      }}
    />
  );
}
