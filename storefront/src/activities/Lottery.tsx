import { drawing, rewardState } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { uuid } from '../api/ids.ts';
import { type Answer, api } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { deviceKind } from '../wx/device.ts';
import { DrawField } from './DrawField.tsx';
import s from './Lottery.module.scss';
import { t } from './texts.ts';

export type LotteryShown = NonNullable<Answer<'GET /api/shop/activities/:id'>['lottery']>;
type Props = { readonly id: string; readonly lottery: LotteryShown; readonly onDone: () => Promise<unknown> };

/** As long as what turns takes to come to rest; nobody is told before. */
const TURN_MS = 2600;

/** What is drawn from, her chances, what she drew, and how all of it can be verified. */
export function Lottery({ id, lottery, onDone }: Props) {
  const [fell, setFell] = useState<{ readonly times: number; readonly place: number | null }>({
    times: 0,
    place: null,
  });
  // Kept until it was answered: a draw whose answer was lost is asked for again and not drawn twice.
  const asked = useRef<string | null>(null);
  const draw = async () => {
    const nonce = asked.current ?? uuid();
    asked.current = nonce;
    const told = await attempt(async () =>
      api('POST /api/shop/activities/:id/draws', { params: { id }, query: deviceKind(), body: { nonce } }),
    );
    if (told !== null) {
      asked.current = null;
      setFell(({ times }) => ({ times: times + 1, place: told.prize }));
      await new Promise((done) => setTimeout(done, TURN_MS));
      const prize = told.prize === null ? undefined : lottery.prizes[told.prize];
      toast(prize === undefined ? t('lost') : t('won', { prize: say(prize.label) }));
    }
    await onDone();
  };
  const can = lottery.drawing === 'can';
  return (
    <>
      <View className={s.card}>
        <DrawField
          look={lottery.look}
          labels={lottery.prizes.map(({ label }) => say(label))}
          fell={fell}
          onDraw={can ? draw : null}
        />
        <View className={s.chances}>{can ? t('chances', { n: lottery.chances }) : say(drawing[lottery.drawing])}</View>
        {lottery.forPoints !== null && <ForPoints id={id} offer={lottery.forPoints} onDone={onDone} />}
      </View>
      <Prizes prizes={lottery.prizes} />
      {lottery.draws.length > 0 && <Draws lottery={lottery} />}
      <Verify lottery={lottery} />
    </>
  );
}

type ForPointsProps = {
  readonly id: string;
  readonly offer: NonNullable<LotteryShown['forPoints']>;
  readonly onDone: () => Promise<unknown>;
};

/** One more chance for points, as often as a day takes. */
function ForPoints({ id, offer: { points, left }, onDone }: ForPointsProps) {
  // Kept until it was answered: what was paid is not paid again.
  const asked = useRef<string | null>(null);
  const buy = async () => {
    const nonce = asked.current ?? uuid();
    asked.current = nonce;
    const told = await attempt(async () =>
      api('POST /api/shop/activities/:id/chances', { params: { id }, query: deviceKind(), body: { nonce } }),
    );
    if (told !== null) {
      asked.current = null;
      toast(t('chanceBought'));
    }
    await onDone();
  };
  return left === 0 ? (
    <View className={s.chances}>{t('chancesEnough')}</View>
  ) : (
    <View className={s.buy}>
      <Button size="wide" kind="soft" onClick={buy}>
        {t('buyChance', { points, left })}
      </Button>
    </View>
  );
}

function Prizes({ prizes }: Pick<LotteryShown, 'prizes'>) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('prizes')}</View>
      {prizes.map(({ label, odds, left }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a prize has no name but its place
        <View key={place} className={s.row}>
          <View className={s.label}>{say(label)}</View>
          <View className={s.figure}>{t('odds', { odds: odds / 100 })}</View>
          <View className={s.left}>
            {left === null ? t('endless') : left === 0 ? t('gone') : t('prizesLeft', { n: left })}
          </View>
        </View>
      ))}
    </View>
  );
}

function Draws({ lottery: { draws, prizes } }: { readonly lottery: LotteryShown }) {
  const labelOf = (place: number | null) => {
    const prize = place === null ? undefined : prizes[place];
    return prize && say(prize.label);
  };
  const saysOf = ({ prize, rolled }: LotteryShown['draws'][number]) => {
    const [won, missed] = [labelOf(prize), labelOf(rolled)];
    if (won !== undefined) return won;
    return missed === undefined ? t('nothing') : t('goneThen', { prize: missed });
  };
  return (
    <View className={s.card}>
      <View className={s.title}>{t('myDraws')}</View>
      {draws.map((draw) => (
        <View key={draw.n} className={s.draw}>
          <View className={s.row}>
            <View className={s.nth}>{t('nthDraw', { n: draw.n })}</View>
            <View className={s.label}>
              {saysOf(draw)}
              {draw.sure && draw.prize !== null && ` (${t('sure')})`}
            </View>
            <View className={s.left}>{draw.state === null ? '' : say(rewardState[draw.state])}</View>
          </View>
          <View className={s.detail}>{t('drawDetail', { roll: draw.roll, nonce: draw.nonce })}</View>
        </View>
      ))}
    </View>
  );
}

function Verify({ lottery: { commitment, seed } }: { readonly lottery: LotteryShown }) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('verify')}</View>
      <View className={s.detail}>{t('verifyHow')}</View>
      <View className={s.proof}>
        {t('fingerprint')} {commitment}
      </View>
      {seed !== null && (
        <View className={s.proof}>
          {t('seed')} {seed}
        </View>
      )}
    </View>
  );
}
