import { joining } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { type Answer, api, shopNow, useLoad } from '../../api/index.ts';
import { Extras } from '../../pages/Extras.tsx';
import { track } from '../../track/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Countdown } from '../../ui/Countdown.tsx';
import { ErrorState } from '../../ui/Empty.tsx';
import { friendly, lastDay } from '../../ui/moment.ts';
import { yuan } from '../../ui/money.ts';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { say } from '../../ui/texts.ts';
import { attempt, toast } from '../../ui/toast.ts';
import { deviceKind } from '../../wx/device.ts';
import { ShareButton } from '../../wx/index.ts';
import { Bargain } from '../Bargain.tsx';
import { FlashSale } from '../FlashSale.tsx';
import { FriendCard } from '../FriendCard.tsx';
import { Invites } from '../Invites.tsx';
import { Lottery } from '../Lottery.tsx';
import { Poster } from '../Poster.tsx';
import { TeamGoods } from '../TeamGoods.tsx';
import { Tiers } from '../Tiers.tsx';
import { t } from '../texts.ts';
import { Waits } from '../Waits.tsx';
import s from './activity.module.scss';

const DAY_MS = 86_400_000;

export type Shown = Answer<'GET /api/shop/activities/:id'>;

/** One activity: what it brings, how far she is, who helped, and the friend whose invitation she opened. */
export default function ActivityPage() {
  const { id = '', entry } = useRouter().params;
  const load = useLoad(
    async () => api('GET /api/shop/activities/:id', { params: { id }, query: entry ? { entry } : {} }),
    [id, entry],
    { fresh: true },
  );
  const { data, failure } = load;
  if (data === null)
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="block" count={3} />
        ) : (
          <ErrorState failure={failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  const shared = sharedOf(data);
  return (
    <Page
      title={data.name}
      shared={shared}
      bar={
        <View className={s.act}>
          <Act shown={data} onDone={load.reload} />
        </View>
      }
    >
      <Head shown={data} />
      {data.waits !== null && data.mine === null && <Waits id={data.id} waits={data.waits} onDone={load.reload} />}
      {data.friend !== null && data.play !== 'invite' && (
        <FriendCard friend={data.friend} bargains={data.play === 'bargain'} onDone={load.reload} />
      )}
      {data.play === 'group_buy' && data.goods.length > 0 && <TeamGoods goods={data.goods} />}
      {data.bargain !== null && <Bargain id={data.id} bargain={data.bargain} onDone={load.reload} />}
      {data.flash !== null && <FlashSale id={data.id} flash={data.flash} onDone={load.reload} />}
      {data.lottery !== null && <Lottery id={data.id} lottery={data.lottery} onDone={load.reload} />}
      {data.tiers.length > 0 && (
        <View className={s.card}>
          <View className={s.title}>{titleOf(data)}</View>
          {data.mine !== null && <View className={s.sum}>{say(data.mine.said)}</View>}
          <Tiers tiers={data.tiers} sum={data.mine?.sum ?? 0} entry={data.mine?.id ?? null} onDone={load.reload} />
        </View>
      )}
      {data.play === 'invite' && (
        <Invites
          id={id}
          entry={entry}
          friend={data.friend?.name ?? null}
          takesPart={data.mine !== null}
          onDone={load.reload}
        />
      )}
      {asksFriends(data) && data.mine !== null && data.state === 'running' && (
        <Poster entry={data.mine.id} activityId={id} ofStaff={data.play === 'fission'} />
      )}
      {(data.friends || data.play === 'fission') && data.mine !== null && (
        <Helpers helpers={data.mine.helpers} bargains={data.play === 'bargain'} />
      )}
      <View className={s.card}>
        <View className={s.title}>{t('rules')}</View>
        {data.rules.map((rule) => (
          <View key={rule.zh} className={s.rule}>
            {say(rule)}
          </View>
        ))}
      </View>
      <Extras kind="activity" />
    </Page>
  );
}

const asksFriends = ({ friends, play }: Shown) => friends || play === 'invite' || play === 'fission';

function titleOf({ mine, joining: now }: Shown): string {
  if (mine !== null) return t('mine');
  return now === 'can' ? t('gifts') : say(joining[now]);
}

/** How plays speak of taking part, of asking friends and to friends, where they do in words of their own. */
type Said<K extends string> = Partial<Record<Shown['play'], K>>;
const takenAs: Said<'takenInvite' | 'takenFission' | 'bargainBegun'> = {
  invite: 'takenInvite',
  fission: 'takenFission',
  bargain: 'bargainBegun',
};
const askedAs: Said<'inviteFriend' | 'askBargain'> = { invite: 'inviteFriend', bargain: 'askBargain' };
const sharedAs: Said<'inviteTitle' | 'bargainTitle'> = { invite: 'inviteTitle', bargain: 'bargainTitle' };

/** Friends get her own invitation, where she takes part. */
function sharedOf({ id, play, name, mine }: Shown) {
  const path = `${pages.activity}?id=${id}${mine === null ? '' : `&entry=${mine.id}`}`;
  const title = t(sharedAs[play] ?? 'shareTitle', { name });
  return { title: mine === null ? name : title, path, imageUrl: '' };
}

function Head({ shown: { name, brings, state, startsAt, endsAt, stoppedBecause } }: { readonly shown: Shown }) {
  return (
    <View className={s.head}>
      <View className={s.name}>{name}</View>
      <View>{say(brings)}</View>
      <View className={s.time}>
        {stoppedBecause !== null ? (
          t('stopped', { why: stoppedBecause })
        ) : state === 'running' ? (
          <Ends at={endsAt} />
        ) : state === 'warm_up' ? (
          t('begins', { when: friendly(startsAt, shopNow()) })
        ) : (
          t('over')
        )}
      </View>
    </View>
  );
}

/** By the clock in its last two days, before by its day. */
function Ends({ at }: { readonly at: string }) {
  if (Date.parse(at) - shopNow().getTime() > 2 * DAY_MS) return t('endsOn', { day: lastDay(at) });
  return (
    <>
      {t('endsIn')} <Countdown to={at} />
    </>
  );
}

/** The one act: take part, ask a friend, or go and buy. */
function Act({ shown, onDone }: { readonly shown: Shown; readonly onDone: () => Promise<unknown> }) {
  const { id, play, friends, lottery, bargain, mine, joining: now, friend, state } = shown;
  const join = async () => {
    const joined = await attempt(async () =>
      api('POST /api/shop/activities/:id/entries', { params: { id }, query: deviceKind() }),
    );
    if (joined !== null) toast(t(takenAs[play] ?? 'taken'));
    await onDone();
  };
  // Whoever draws takes part; who wants friends' help has to before.
  if (now === 'can' && (lottery === null || friends))
    return (
      <Button size="wide" onClick={join}>
        {t(play === 'bargain' ? 'bargainBegin' : friend === null ? 'take' : 'alsoMine')}
      </Button>
    );
  const asks = bargain === null || bargain.mine?.state === 'open';
  if (asksFriends(shown) && mine !== null && state === 'running' && asks)
    return (
      <ShareButton
        className={s.ask}
        shared={sharedOf(shown)}
        onShare={() => track('share', { props: { target: 'activity', activityId: id } })}
      >
        {t(askedAs[play] ?? 'askFriend')}
      </ShareButton>
    );
  if (play === 'group_buy')
    return (
      <Button size="wide" kind="soft" onClick={() => go(pages.teams)}>
        {t('myTeams')}
      </Button>
    );
  return (
    <Button size="wide" kind="soft" onClick={() => go(pages.home)}>
      {t('shop')}
    </Button>
  );
}

type HelpersProps = { readonly helpers: NonNullable<Shown['mine']>['helpers']; readonly bargains: boolean };

function Helpers({ helpers, bargains }: HelpersProps) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('helpers')}</View>
      {helpers.length === 0 && <View className={s.rule}>{t('nobody')}</View>}
      {helpers.map(({ name, amount, at }) => (
        <View key={`${at}${name}`} className={s.helper}>
          <View>
            {name ?? t('someone')}
            {bargains && ` · ${t('tookOff', { amount: yuan(amount) })}`}
          </View>
          <View className={s.at}>{friendly(at, shopNow())}</View>
        </View>
      ))}
    </View>
  );
}
