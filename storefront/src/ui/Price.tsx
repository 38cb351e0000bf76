import { Text, View } from '@tarojs/components';
import s from './Price.module.scss';

type Props = {
  /** Integer fen. */
  readonly fen: number;
  readonly size?: 'small' | 'normal' | 'large' | 'huge';
  readonly tone?: 'sale' | 'ink' | 'soft';
  readonly struck?: boolean;
  readonly className?: string;
};

/** ¥12.90 with small ¥ and small decimals; whole yuan stay whole. */
export function Price({ fen, size = 'normal', tone = 'sale', struck = false, className = '' }: Props) {
  const sign = fen < 0 ? '-' : '';
  const yuan = Math.floor(Math.abs(fen) / 100);
  const rest = Math.abs(fen) % 100;
  return (
    <View className={`${s.price} ${s[size]} ${s[tone]} ${struck ? s.struck : ''} ${className}`}>
      <Text className={s.sign}>{sign}¥</Text>
      <Text className={s.yuan}>{yuan}</Text>
      {rest !== 0 && <Text className={s.rest}>.{rest % 10 === 0 ? rest / 10 : String(rest).padStart(2, '0')}</Text>}
    </View>
  );
}
