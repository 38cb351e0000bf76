import { View } from '@tarojs/components';
import { type Answer, api, keepToken } from '../api/index.ts';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { day } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { attempt, confirm, toast } from '../ui/toast.ts';
import { PhoneButton } from '../wx/index.ts';
import s from './MemberCard.module.scss';
import { t } from './texts.ts';

/** Without WeChat's word for a number an order still needs one: it is typed with the address, and the shop calls that. */
async function offerAnother(why: 'refused' | 'unable'): Promise<void> {
  const text = why === 'refused' ? t('phoneRefused') : t('phoneUnable');
  if (await confirm(t('phoneOther'), text, t('phoneType'))) go(pages.addresses);
}

type Me = Answer<'GET /api/shop/me'>;

type Props = {
  readonly me: Me;
  /** Null until it is known. */
  readonly level: Answer<'GET /api/shop/level'> | null;
  readonly onChanged: (me: Me) => void;
};

/** Who she is here; her level opens its page, where the shop has levels. Without a phone number yet: one tap binds it. */
export function MemberCard({ me, level, onChanged }: Props) {
  const open = () => void go(pages.level);
  const bind = async (code: string) => {
    const bound = await attempt(async () => api('POST /api/shop/me/phone', { body: { code } }));
    if (bound === null) return;
    await keepToken(bound.token);
    toast(t('phoneBound'));
    onChanged(bound.member);
  };
  return (
    <View className={s.card}>
      <View className={s.top}>
        {me.avatar !== null && me.avatar !== '' ? (
          <Picture src={me.avatar} className={s.avatar} eager />
        ) : (
          <View className={`${s.avatar} ${s.letter}`}>{me.nickname.slice(0, 1)}</View>
        )}
        <View className={s.words}>
          <View className={s.name}>{me.nickname}</View>
          <View className={s.since}>{t('since', { day: day(me.createdAt) })}</View>
        </View>
        {level?.on === true ? (
          <View className={`${s.badge} ${s.opens}`} {...pressable(open)}>
            {level.level?.name ?? t('plain')}
            <Icon name="chevron-right" size={16} color={colors.white} />
          </View>
        ) : (
          <View className={s.badge}>{t('member')}</View>
        )}
      </View>
      <View className={s.foot}>
        {me.phoneMasked === null ? (
          <PhoneButton className={s.bind} onCode={(code) => void bind(code)} onNone={(why) => void offerAnother(why)}>
            <Icon name="phone" size={18} color={colors.white} />
            <View className={s.line}>{t('bind')}</View>
            <Icon name="chevron-right" size={16} color={colors.white} />
          </PhoneButton>
        ) : (
          <View className={s.bind}>
            <Icon name="phone" size={18} color={colors.white} />
            <View className={s.line}>{me.phoneMasked}</View>
          </View>
        )}
      </View>
    </View>
  );
}
