import { activityPlay } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import { api, useLoad } from '../api/index.ts';
import { Exposure } from '../track/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import s from './Activities.module.scss';
import { t } from './texts.ts';

/** What is played now, for her; nothing where there is nothing. */
export function Activities() {
  const { data, reload } = useLoad(async () => api('GET /api/shop/activities', {}), [], { fresh: true });
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <View className={s.strip}>
      {items.map((one) => (
        <Exposure key={one.id} slot="activities" facts={{ props: { activityId: one.id } }} className={s.wrap}>
          <View className={s.card} {...pressable(() => go(`${pages.activity}?id=${one.id}`))}>
            <View className={s.name}>
              <Tag>{say(activityPlay[one.play])}</Tag> {one.name}
            </View>
            <View className={s.brings}>
              {say(one.brings)}
              {one.turn !== null && (
                <>
                  {' · '}
                  {t(one.turn.state === 'running' ? 'endsIn' : 'flashNext')}{' '}
                  <Countdown
                    to={one.turn.state === 'running' ? one.turn.endsAt : one.turn.startsAt}
                    onEnd={() => void reload()}
                  />
                </>
              )}
            </View>
          </View>
        </Exposure>
      ))}
    </View>
  );
}
