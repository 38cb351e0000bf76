import { View } from '@tarojs/components';
import { shopNow } from '../api/index.ts';
import { friendly } from '../ui/moment.ts';
import s from './AfterSaleSteps.module.scss';
import { progressOf, type Step } from './after-sale-progress.ts';
import { t } from './texts.ts';
import type { Refund } from './words.ts';

const names = {
  asked: 'stepAsked',
  begun: 'stepBegun',
  shop: 'stepShop',
  refused: 'stepRefused',
  back: 'stepSendBack',
  looked: 'stepLooked',
  money: 'stepBack',
  replaced: 'stepReplaced',
} as const satisfies Record<Step['of'], string>;

/** How far it is, in beads. */
export function AfterSaleSteps({ refund }: { readonly refund: Refund }) {
  const now = shopNow();
  const { afterSale } = refund;
  const steps = progressOf({
    state: refund.state,
    origin: refund.origin,
    kind: afterSale?.kind ?? 'refund',
    sentBack: afterSale !== null && afterSale.back !== null,
    came: afterSale !== null && afterSale.cameAt !== null,
  });
  const moments: Partial<Record<Step['of'], string | null>> = {
    asked: refund.createdAt,
    begun: refund.createdAt,
    back: afterSale?.back?.at ?? null,
    looked: afterSale?.cameAt ?? null,
    money: refund.doneAt,
    replaced: afterSale?.sent?.at ?? null,
  };
  return (
    <View className={s.steps}>
      {steps.map(({ of, past }) => {
        const at = moments[of] ?? null;
        return (
          <View key={of} className={`${s.step} ${past ? s.past : ''}`}>
            <View className={s.bead} />
            <View className={s.name}>{t(names[of])}</View>
            <View className={s.note}>{past && at !== null ? friendly(at, now) : ''}</View>
          </View>
        );
      })}
    </View>
  );
}
