import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import { toast } from '../ui/toast.ts';
import { t } from './texts.ts';
import s from './Waybill.module.scss';

type Props = { readonly company: string; readonly waybill: string | null };

/** Who brings it and under which number; a tap copies that. */
export function Waybill({ company, waybill }: Props) {
  const copy = async () => {
    if (waybill === null) return;
    await Taro.setClipboardData({ data: waybill });
    toast(t('waybillCopied'));
  };
  return (
    <View
      className={s.waybill}
      {...(waybill === null ? {} : pressable(() => void copy(), { label: t('waybillCopy', { waybill }) }))}
    >
      <Icon name="truck" size={18} color={colors.teal} />
      <View className={s.number}>
        {company} {waybill ?? ''}
      </View>
      {waybill !== null && <Icon name="copy" size={16} color={colors.ink3} />}
    </View>
  );
}
