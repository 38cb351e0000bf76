import { invited as invitedWords, inviteState } from '@huoshui/contracts/words/activity-invites';
import { View } from '@tarojs/components';
import { type Answer, api, keepToken, shopNow, useLoad } from '../api/index.ts';
import { Button } from '../ui/Button.tsx';
import { friendly, lastDay } from '../ui/moment.ts';
import { say } from '../ui/texts.ts';
import { attempt, toast } from '../ui/toast.ts';
import { deviceKind } from '../wx/device.ts';
import { PhoneButton } from '../wx/index.ts';
import f from './FriendCard.module.scss';
import s from './pages/activity.module.scss';
import { t } from './texts.ts';

type Shown = Answer<'GET /api/shop/activities/:id/invites'>;
type Props = {
  readonly id: string;
  /** Whose invitation she opened, and what she is called. */
  readonly entry: string | undefined;
  readonly friend: string | null;
  readonly takesPart: boolean;
  readonly onDone: () => Promise<unknown>;
};

/** The invitation that she opened, whom she brought herself, and who brought most. */
export function Invites({ id, entry, friend, takesPart, onDone }: Props) {
  const { data, reload } = useLoad(
    async () => {
      const params = { id: entry ?? '' };
      if (entry !== undefined) await api('POST /api/shop/activity-entries/:id/visits', { params, query: deviceKind() });
      return api('GET /api/shop/activities/:id/invites', {
        params: { id },
        query: entry === undefined ? {} : { entry },
      });
    },
    [id, entry],
    { fresh: true },
  );
  if (data === null) return null;
  const done = async () => {
    await reload();
    await onDone();
  };
  return (
    <>
      {entry !== undefined && data.invited !== null && data.invited !== 'her_own' && (
        <Invitation entry={entry} friend={friend} shown={data} invited={data.invited} onDone={done} />
      )}
      {takesPart && <Mine mine={data.mine} />}
      {data.leaders.length > 0 && <Leaders leaders={data.leaders} />}
    </>
  );
}

type InvitationProps = {
  readonly entry: string;
  readonly friend: string | null;
  readonly shown: Shown;
  readonly invited: NonNullable<Shown['invited']>;
  readonly onDone: () => Promise<void>;
};

function Invitation({ entry, friend, shown: { welcome }, invited, onDone }: InvitationProps) {
  const accept = async () => {
    const told = await attempt(async () =>
      api('POST /api/shop/activity-entries/:id/acceptances', { params: { id: entry }, query: deviceKind() }),
    );
    if (told !== null) toast(say(invitedWords[told.invited]));
    await onDone();
  };
  const register = async (code: string) => {
    const bound = await attempt(async () => api('POST /api/shop/me/phone', { body: { code } }));
    if (bound === null) return;
    await keepToken(bound.token);
    await accept();
  };
  return (
    <View className={f.card}>
      <View className={f.who}>{t('invitedBy', { name: friend ?? t('aFriend') })}</View>
      {welcome !== null && (invited === 'can' || invited === 'phone') && (
        <View className={f.has}>{t('welcome', { gift: say(welcome) })}</View>
      )}
      {invited === 'can' ? (
        <Button onClick={accept}>{t('accept')}</Button>
      ) : invited === 'phone' ? (
        <PhoneButton className={s.ask} onCode={(code) => void register(code)} onNone={() => toast(t('noPhone'))}>
          {t('register')}
        </PhoneButton>
      ) : (
        <View className={f.has}>{say(invitedWords[invited])}</View>
      )}
    </View>
  );
}

function Mine({ mine }: Pick<Shown, 'mine'>) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('brought')}</View>
      {mine.length === 0 && <View className={s.rule}>{t('broughtNobody')}</View>}
      {mine.map(({ name, state, cameAt, dueAt }) => (
        <View key={`${cameAt}${name}`} className={s.helper}>
          <View>{name ?? t('someone')}</View>
          <View className={s.at}>
            {dueAt === null
              ? `${say(inviteState[state])} · ${friendly(cameAt, shopNow())}`
              : t('countsOn', { day: lastDay(dueAt) })}
          </View>
        </View>
      ))}
    </View>
  );
}

function Leaders({ leaders }: Pick<Shown, 'leaders'>) {
  return (
    <View className={s.card}>
      <View className={s.title}>{t('leaders')}</View>
      {leaders.map(({ name, counted, hers }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place has no other name
        <View key={at} className={s.helper}>
          <View>
            {at + 1} · {hers ? t('you') : (name ?? t('someone'))}
          </View>
          <View className={s.at}>{t('people', { count: counted })}</View>
        </View>
      ))}
    </View>
  );
}
