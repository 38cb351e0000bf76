import { rewardState } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import s from './Tiers.module.scss';
import { t } from './texts.ts';

type Tier = Answer<'GET /api/shop/activities/:id'>['tiers'][number];

type Props = {
  readonly tiers: readonly Tier[];
  readonly sum: number;
  /** Her own entry; null: she takes no part. */
  readonly entry: string | null;
  readonly onDone: () => Promise<void>;
};

/** How far she has come, tier by tier, what became of each gift, and which of several she would like. */
export function Tiers({ tiers, sum, entry, onDone }: Props) {
  const last = tiers.at(-1)?.at ?? 1;
  return (
    <View>
      <View className={s.bar}>
        <View className={s.done} style={{ width: `${Math.min(100, (sum / last) * 100)}%` }} />
      </View>
      {tiers.map((tier, n) => (
        <View key={tier.at}>
          <View className={`${s.tier} ${tier.reached ? s.reached : ''}`}>
            <View className={s.need}>{say(tier.need)}</View>
            <View className={tier.gifts.length > 1 ? s.several : s.label}>{tier.canChoose ? '' : say(tier.label)}</View>
            <View className={s.state}>{stateOf(tier)}</View>
          </View>
          {tier.canChoose && entry !== null && <Choices tier={tier} n={n} entry={entry} onDone={onDone} />}
        </View>
      ))}
    </View>
  );
}

function stateOf({ gifts, chosen, canChoose, reached, state }: Tier): string {
  if (gifts.length > 1 && chosen === null && (canChoose || state === null)) return t(canChoose ? 'choose' : 'anyOf');
  return state === null ? (reached ? t('reached') : '') : say(rewardState[state]);
}

type ChoicesProps = Pick<Props, 'onDone'> & { readonly tier: Tier; readonly n: number; readonly entry: string };

const NONE = { zh: '', en: '' };

/** Until it is given she may change her mind. */
function Choices({ tier: { gifts, chosen }, n, entry, onDone }: ChoicesProps) {
  const choose = async (gift: number) => {
    const told = await attempt(async () =>
      api('POST /api/shop/activity-entries/:id/choices', { params: { id: entry }, body: { tier: n, gift } }),
    );
    if (told !== null) toast(t('chose', { gift: say(gifts[gift] ?? NONE) }));
    await onDone();
  };
  return (
    <View className={s.choices}>
      {gifts.map((gift, at) => (
        <View key={gift.zh} className={s.choice}>
          <View className={s.label}>{say(gift)}</View>
          <Button
            size="small"
            kind={chosen === at ? 'soft' : 'brand'}
            disabled={chosen === at}
            onClick={async () => choose(at)}
          >
            {t(chosen === at ? 'chosen' : 'chooseThis')}
          </Button>
        </View>
      ))}
    </View>
  );
}
