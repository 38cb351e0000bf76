import { View } from '@tarojs/components';
import { usePullDownRefresh } from '@tarojs/taro';
import { type Answer, api, shopNow, useLoad, usePages } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { friendly, lastDay } from '../../ui/moment.ts';
import { Page } from '../../ui/Page.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { HerOwn } from '../HerOwn.tsx';
import { LevelCard } from '../LevelCard.tsx';
import { LevelLadder } from '../LevelLadder.tsx';
import { MemberDays } from '../MemberDays.tsx';
import { t } from '../texts.ts';
import s from './points.module.scss';

type Grown = Answer<'GET /api/shop/growth'>['items'][number];

/** Where she stands, what is missing to the next level, what each level gives, and what grew her. */
export default function Level() {
  const level = useLoad(async () => api('GET /api/shop/level', {}), [], { fresh: true });
  const growth = usePages(async (cursor) => api('GET /api/shop/growth', { query: { cursor, limit: 20 } }), []);
  const days = useLoad(async () => api('GET /api/shop/member-days', {}), [], { fresh: true });
  const refresh = useRefresh(level, growth, days);
  usePullDownRefresh(() => void refresh());

  if (level.data === null) {
    return (
      <Page>
        {level.failure === null ? (
          <Skeleton shape="block" count={4} />
        ) : (
          <ErrorState failure={level.failure} onRetry={() => void refresh()} />
        )}
      </Page>
    );
  }
  const hers = level.data;
  const herDays = days.data !== null && days.data.items.length > 0 && (
    <MemberDays days={days.data} onTaken={days.put} />
  );
  const celebrates =
    hers.levels.some(({ privileges }) => privileges.some(({ kind }) => kind === 'birthday')) ||
    (days.data?.items ?? []).some(({ kind }) => kind === 'birthday');
  const own = <HerOwn celebrates={celebrates} onBirthday={() => void days.reload()} />;
  if (!hers.on) {
    return (
      <Page>
        {herDays || <Empty icon="user-round" title={t('levelsOff')} text="" />}
        {herDays && own}
      </Page>
    );
  }
  return (
    <Page>
      <LevelCard hers={hers} />
      {herDays}
      <LevelLadder hers={hers} />
      {own}
      <View className={s.heading}>{t('growthLedger')}</View>
      {growth.begun && growth.items.length === 0 ? (
        <Empty icon="wallet" title={t('noGrowth')} text={t('noGrowthHint')} />
      ) : (
        <View className={s.ledger}>
          {growth.items.map((grown) => (
            <Line key={grown.key} grown={grown} />
          ))}
        </View>
      )}
    </Page>
  );
}

function Line({ grown: { value, note, at, endsAt } }: { readonly grown: Grown }) {
  return (
    <View className={s.line}>
      <View className={s.words}>
        <View className={s.kind}>{say(note)}</View>
        <View className={s.note}>
          {friendly(at, shopNow())}
          {endsAt !== null && value > 0 ? ` · ${t('countsUntil', { day: lastDay(endsAt) })}` : ''}
        </View>
      </View>
      <View className={`${s.points} ${value > 0 ? s.came : ''}`}>{value > 0 ? `+${value}` : t('givenBack')}</View>
    </View>
  );
}
