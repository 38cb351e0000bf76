import { helping } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { deviceKind } from '../wx/device.ts';
import s from './FriendCard.module.scss';
import { t } from './texts.ts';

type Friend = NonNullable<Answer<'GET /api/shop/activities/:id'>['friend']>;
type Props = { readonly friend: Friend; readonly onDone: () => Promise<unknown> };

/** The friend whose invitation she opened, and her tap. */
export function FriendCard({ friend: { id, name, said, helping: now }, onDone }: Props) {
  const help = async () => {
    const told = await attempt(async () =>
      api('POST /api/shop/activity-entries/:id/helps', { params: { id }, query: deviceKind() }),
    );
    if (told !== null) toast(told.helping === 'helped' ? t('helped') : say(helping[told.helping]));
    await onDone();
  };
  return (
    <View className={s.card}>
      <View className={s.who}>{t('friendOf', { name: name ?? t('aFriend') })}</View>
      <View className={s.has}>{t('friendHas', { said: say(said) })}</View>
      {now === 'can' ? <Button onClick={help}>{t('help')}</Button> : <View className={s.has}>{say(helping[now])}</View>}
    </View>
  );
}
