import { teaming, teamState } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { useCallback, useEffect, useState } from 'react';
import { type Answer, api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { track } from '../../track/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { yuan } from '../../ui/money.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { Picture, pictureUrl } from '../../ui/Picture.tsx';
import { Price } from '../../ui/Price.tsx';
import { pages } from '../../ui/pages.ts';
import { pressable } from '../../ui/press.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, confirm, toast } from '../../ui/toast.ts';
import { ShareButton } from '../../wx/index.ts';
import { TeamSheet } from '../TeamSheet.tsx';
import { t } from '../texts.ts';
import s from './team.module.scss';

type Team = Answer<'GET /api/shop/teams/:id'>;

/** While people pay, the page looks again: her friend sees the place go. */
const LOOK_MS = 5_000;

/** A team: who is in it, how long it waits, and the one act: ask friends, join, or begin one of her own. */
export default function TeamPage() {
  const { id = '' } = useRouter().params;
  const load = useLoad(async () => api('GET /api/shop/teams/:id', { params: { id } }), [id], { fresh: true });
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const [joins, setJoins] = useState(false);
  const { data: team, reload } = load;
  const again = useCallback(() => void reload(), [reload]);
  const waits = team?.state === 'open' || team?.state === 'held';
  useEffect(() => {
    if (!waits) return undefined;
    const timer = setInterval(again, LOOK_MS);
    return () => clearInterval(timer);
  }, [waits, again]);
  if (team === null)
    return (
      <Page>
        {load.failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={load.failure} onRetry={again} />
        )}
      </Page>
    );
  const { product, goods, perOrder, activity } = team;
  return (
    <Page
      title={t('team')}
      shared={sharedOf(team)}
      bar={
        <View className={s.act}>
          <Act team={team} onJoin={() => setJoins(true)} />
        </View>
      }
    >
      <View className={s.product} {...pressable(() => go(`${pages.product}?id=${product.id}`), { role: 'link' })}>
        <Picture src={product.image} className={s.picture} />
        <View className={s.words}>
          <View className={s.name}>{product.name}</View>
          <View className={s.prices}>
            <Tag tone="coral">{t('teamOf', { n: team.size })}</Tag>
            {goods[0] !== undefined && <Price fen={Math.min(...goods.map(({ price }) => price))} size="large" />}
            {goods[0] !== undefined && <Price fen={goods[0].alone} size="small" tone="soft" struck />}
          </View>
        </View>
      </View>
      <View className={s.card}>
        <View className={s.state}>{stateOf(team)}</View>
        {team.state === 'open' && team.closesAt !== null && (
          <View className={s.left}>
            {t('closesIn')} <Countdown to={team.closesAt} onEnd={again} />
          </View>
        )}
        <Seats team={team} />
        {team.mine !== null && <Hers team={team} onChanged={again} />}
      </View>
      <View className={s.card}>
        <View className={s.title}>{t('rules')}</View>
        {team.rules.map((rule) => (
          <View key={rule.zh} className={s.rule}>
            {say(rule)}
          </View>
        ))}
      </View>
      <TeamSheet
        open={joins}
        onClose={() => setJoins(false)}
        productId={product.id}
        offer={{ activityId: activity.id, goods, perOrder }}
        teamId={team.id}
      />
    </Page>
  );
}

function stateOf({ state, size, taken, paid }: Team): string {
  if (state !== 'open') return say(teamState[state]);
  const lacks = size - taken;
  return lacks === 0 ? t('allPaying', { n: size - paid }) : t('lacksMore', { n: lacks });
}

function sharedOf({ id, size, taken, product, goods }: Team) {
  const price = goods.length === 0 ? '' : yuan(Math.min(...goods.map((one) => one.price)));
  return {
    title: t('shareTeam', { n: Math.max(0, size - taken), price, name: product.name }),
    path: `${pages.team}?id=${id}`,
    imageUrl: pictureUrl(product.image ?? ''),
  };
}

/** A circle a place; those that nobody has are empty, and no one is made up to fill them. */
function Seats({ team: { seats, size } }: { readonly team: Team }) {
  const free = Math.max(0, size - seats.length);
  return (
    <View className={s.seats}>
      {seats.map(({ name, leads, hers, paid, refunded }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place has no name but its number
        <View key={at} className={s.seat}>
          <View className={`${s.circle} ${paid ? s.taken : s.paying}`}>
            {hers ? t('me') : (name ?? t('anon')).slice(0, 1)}
          </View>
          <View className={s.seatNote}>
            {refunded ? t('refunded') : leads ? t('leader') : paid ? t('member') : t('paying')}
          </View>
        </View>
      ))}
      {Array.from({ length: free }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <View key={`free${at}`} className={s.seat}>
          <View className={`${s.circle} ${s.free}`}>?</View>
          <View className={s.seatNote}>{t('freeSeat')}</View>
        </View>
      ))}
    </View>
  );
}

type HersProps = { readonly team: Team; readonly onChanged: () => void };

/** Her own place: her order, and while the team waits, the way out of it. */
function Hers({ team: { id, state, mine }, onChanged }: HersProps) {
  if (mine === null) return null;
  const leave = async () => {
    if (!(await confirm(t('leave'), t('leaveAsk'), t('leaveYes')))) return;
    if ((await attempt(async () => api('POST /api/shop/teams/:id/leaving', { params: { id } }))) !== null)
      toast(t('left'));
    onChanged();
  };
  return (
    <View className={s.hers}>
      <Button size="small" kind="line" onClick={() => go(`${pages.order}?id=${mine.orderId}`)}>
        {t('myOrder')}
      </Button>
      {state === 'open' && mine.state === 'paid' && (
        <Button size="small" kind="soft" onClick={leave}>
          {t('leave')}
        </Button>
      )}
    </View>
  );
}

function Act({ team, onJoin }: { readonly team: Team; readonly onJoin: () => void }) {
  const { id, state, mine, product, activity } = team;
  const holds = mine !== null && (mine.state === 'held' || mine.state === 'paid');
  if (holds && mine.state === 'held')
    return (
      <Button size="wide" onClick={() => go(`${pages.order}?id=${mine.orderId}`)}>
        {t('payFirst')}
      </Button>
    );
  if (holds && state === 'open')
    return (
      <ShareButton
        className={s.ask}
        shared={sharedOf(team)}
        onShare={() => track('share', { props: { target: 'team', activityId: activity.id, teamId: id } })}
      >
        {t('inviteTeam')}
      </ShareButton>
    );
  if (team.teaming === 'can')
    return (
      <Button size="wide" onClick={onJoin}>
        {t('join')}
      </Button>
    );
  return (
    <View className={s.other}>
      {team.teaming !== 'hers' && <View className={s.rule}>{say(teaming[team.teaming])}</View>}
      <Button size="wide" kind="soft" onClick={() => go(`${pages.product}?id=${product.id}`)}>
        {t('toProduct')}
      </Button>
    </View>
  );
}
