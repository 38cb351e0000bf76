import { helping } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { yuan } from '../ui/money.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { deviceKind } from '../wx/device.ts';
import s from './FriendCard.module.scss';
import { t } from './texts.ts';

type Friend = NonNullable<Answer<'GET /api/shop/activities/:id'>['friend']>;
type Props = {
  readonly friend: Friend;
  /** What her tap counts is money off. */
  readonly bargains: boolean;
  readonly onDone: () => Promise<unknown>;
};

/** The friend whose invitation she opened, and her tap. */
export function FriendCard({ friend: { id, name, said, helping: now }, bargains, onDone }: Props) {
  const thanks = (counted: number) => (bargains ? t('bargainHelped', { amount: yuan(counted) }) : t('helped'));
  const help = async () => {
    const told = await attempt(async () =>
      api('POST /api/shop/activity-entries/:id/helps', { params: { id }, query: deviceKind() }),
    );
    if (told !== null) toast(told.helping === 'helped' ? thanks(told.counted) : say(helping[told.helping]));
    await onDone();
  };
  return (
    <View className={s.card}>
      <View className={s.who}>{t('friendOf', { name: name ?? t('aFriend') })}</View>
      <View className={s.has}>{t('friendHas', { said: say(said) })}</View>
      {now === 'can' ? (
        <Button onClick={help}>{t(bargains ? 'bargainHelp' : 'help')}</Button>
      ) : (
        <View className={s.has}>{say(helping[now])}</View>
      )}
    </View>
  );
}
