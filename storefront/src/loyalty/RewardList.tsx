import { View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/texts.ts';
import { attempt, confirm, toast } from '../ui/toast.ts';
import { wx } from '../wx/index.ts';
import s from './RewardList.module.scss';
import { t } from './texts.ts';

type Reward = Answer<'GET /api/shop/rewards'>['items'][number];
type Props = { readonly rewards: readonly Reward[]; readonly onExchanged: () => void };

/** What she can have for her points; nothing where the shop offers nothing. */
export function RewardList({ rewards, onExchanged }: Props) {
  if (rewards.length === 0) return null;
  return (
    <>
      <View className={s.heading}>{t('rewards')}</View>
      {rewards.map((reward) => (
        <View key={reward.id} className={s.reward}>
          <View className={s.words}>
            <View className={s.name}>{reward.name}</View>
            <View className={s.worth}>{say(reward.worth)}</View>
            <View className={s.cost}>
              {t('cost', { n: reward.points })}
              {reward.left !== null && <View className={s.left}>{t('left', { n: reward.left })}</View>}
            </View>
          </View>
          <Button
            size="small"
            disabled={reward.state !== 'open'}
            onClick={async () => {
              if (await exchange(reward)) onExchanged();
            }}
          >
            {t(reward.state)}
          </Button>
        </View>
      ))}
    </>
  );
}

/** Asked first: points do not come back. False when she thinks again, or when it cannot be had, which she is told. */
async function exchange({ id, name, points }: Reward): Promise<boolean> {
  if (!(await confirm(t('sure', { n: points, name }), t('sureText'), t('open')))) return false;
  const got = await attempt(async () => api('POST /api/shop/rewards/:id', { params: { id } }));
  if (got === null) return false;
  wx.haptic();
  toast(t('got'));
  return true;
}
