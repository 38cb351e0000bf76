import { teaming } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { type Answer, api, shopNow, useLoad } from '../api/index.ts';
import { Exposure } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { Countdown } from '../ui/Countdown.tsx';
import { friendly } from '../ui/moment.ts';
import { go } from '../ui/navigate.ts';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import s from './TeamOffers.module.scss';
import { TeamSheet } from './TeamSheet.tsx';
import { t } from './texts.ts';

type Teams = Answer<'GET /api/shop/products/:id/teams'>;
type Team = Teams['teams'][number];

/** On the page of a product: what it costs together, the teams she may join, and her own; nothing where there is no group buy for her. */
export function TeamOffers({ productId }: { readonly productId: string }) {
  const { data, reload } = useLoad(
    async () => api('GET /api/shop/products/:id/teams', { params: { id: productId } }),
    [productId],
    { fresh: true },
  );
  /** undefined: nothing is chosen; null: a team of her own. */
  const [joins, setJoins] = useState<Team | null | undefined>(undefined);
  const offer = data?.offer ?? null;
  if (data === null || offer === null || offer.goods.length === 0) return null;
  const low = offer.goods.reduce((one, other) => (other.price < one.price ? other : one));
  return (
    <Exposure slot="teams" facts={{ productId, props: { activityId: offer.id } }} className={s.card}>
      <View className={s.head}>
        <View>
          <View className={s.title}>
            <Tag tone="coral">{t('teamOf', { n: offer.size })}</Tag> {offer.name}
          </View>
          <View className={s.prices}>
            <Price fen={low.price} size="large" />
            <Price fen={low.alone} size="small" tone="soft" struck />
          </View>
        </View>
        {offer.teaming === 'can' ? (
          <Button size="small" onClick={() => setJoins(null)}>
            {t('begin')}
          </Button>
        ) : (
          <View className={s.why}>
            {offer.teaming === 'early'
              ? t('begins', { when: friendly(offer.startsAt, shopNow()) })
              : say(teaming[offer.teaming])}
            {offer.teaming === 'full_today' && (
              <Button size="small" kind="line" onClick={() => go(`${pages.activity}?id=${offer.id}`)}>
                {t('flashRemind')}
              </Button>
            )}
          </View>
        )}
      </View>
      {data.teams.map((team) => (
        <View key={team.id} className={s.team}>
          <View className={s.who}>
            <View>{t('teamLed', { name: team.leader ?? t('someone') })}</View>
            <View className={s.left}>
              {t('lacks', { n: team.size - team.taken })}
              {team.closesAt !== null && (
                <>
                  {' · '}
                  {t('closesIn')} <Countdown to={team.closesAt} onEnd={() => void reload()} />
                </>
              )}
            </View>
          </View>
          {team.teaming === 'can' ? (
            <Button size="small" kind="line" onClick={() => setJoins(team)}>
              {t('join')}
            </Button>
          ) : (
            <Button size="small" kind="soft" onClick={() => go(`${pages.team}?id=${team.id}`)}>
              {t(team.hers ? 'invite' : 'look')}
            </Button>
          )}
        </View>
      ))}
      {data.more > 0 && <View className={s.left}>{t('moreTeams', { n: data.more })}</View>}
      <View className={s.note}>{t('teamNote', { n: offer.hours })}</View>
      <TeamSheet
        open={joins !== undefined}
        onClose={() => setJoins(undefined)}
        productId={productId}
        offer={{ activityId: offer.id, goods: offer.goods, perOrder: offer.perOrder }}
        teamId={joins?.id ?? null}
      />
    </Exposure>
  );
}
