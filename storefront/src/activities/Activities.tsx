import { activityPlay } from '@huoshui/contracts/words/activities';
import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { Exposure, useTrack } from '../track/index.ts';
import { Countdown } from '../ui/Countdown.tsx';
import { go } from '../ui/navigate.ts';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { Tag } from '../ui/Tag.tsx';
import { say } from '../ui/texts.ts';
import s from './Activities.module.scss';
import { t } from './texts.ts';

export type Activity = Answer<'GET /api/shop/activities'>['items'][number];

type Props = { readonly items: readonly Activity[]; readonly onTurn: () => void };

/** What is played now, for her. */
export function Activities({ items, onTurn }: Props) {
  const track = useTrack();
  const open = (id: string) => {
    track('click', { props: { slot: 'activities', activityId: id } });
    go(`${pages.activity}?id=${id}`);
  };
  return (
    <View className={s.strip}>
      {items.map((one) => (
        <Exposure key={one.id} slot="activities" facts={{ props: { activityId: one.id } }} className={s.wrap}>
          <View className={s.card} {...pressable(() => open(one.id))}>
            <View className={s.name}>
              <Tag>{say(activityPlay[one.play])}</Tag> {one.name}
            </View>
            <View className={s.brings}>
              {say(one.brings)}
              {one.turn !== null && (
                <>
                  {' · '}
                  <Turn turn={one.turn} onTurn={onTurn} />
                </>
              )}
            </View>
          </View>
        </Exposure>
      ))}
    </View>
  );
}

/** How long until a session of a flash sale begins or ends. */
export function Turn({ turn, onTurn }: { readonly turn: NonNullable<Activity['turn']>; readonly onTurn: () => void }) {
  const running = turn.state === 'running';
  return (
    <>
      {t(running ? 'endsIn' : 'flashNext')} <Countdown to={running ? turn.endsAt : turn.startsAt} onEnd={onTurn} />
    </>
  );
}
