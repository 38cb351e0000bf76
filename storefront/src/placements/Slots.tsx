import { Swiper, SwiperItem, View } from '@tarojs/components';
import { Exposure } from '../track/index.ts';
import { Picture } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import s from './Slots.module.scss';
import type { Showing } from './showing.ts';
import { t } from './texts.ts';

type Props = { readonly showings: readonly Showing[]; readonly className?: string | undefined };

/** The slots of a page: one stands, several take turns. */
export function Slots({ showings, className = '' }: Props) {
  const [only] = showings;
  if (only === undefined) return null;
  if (showings.length === 1)
    return (
      <View className={`${s.slots} ${className}`}>
        <Slot key={only.key} showing={only} />
      </View>
    );
  return (
    <Swiper
      className={`${s.slots} ${s.many} ${className}`}
      circular
      autoplay
      interval={5000}
      indicatorDots
      indicatorColor="rgba(10,109,112,0.2)"
      indicatorActiveColor="#0a6d70"
    >
      {showings.map((showing) => (
        <SwiperItem key={showing.key}>
          <Slot showing={showing} />
        </SwiperItem>
      ))}
    </Swiper>
  );
}

function Slot({ showing }: { readonly showing: Showing }) {
  const { id, title, text, button, picture, target } = showing.placement;
  const said = title || text || t('popup');
  return (
    <Exposure slot="placement" facts={{ props: { placementId: id } }} onSeen={() => void showing.appear()}>
      <View
        className={s.slot}
        {...(target === 'none' ? {} : pressable(() => void showing.tap(), { role: 'link', label: said }))}
      >
        {title === '' && picture !== null ? (
          <Picture src={picture} className={s.whole} wide={351} words={said} />
        ) : (
          <>
            <View className={s.words}>
              <View className={s.title}>{title}</View>
              {text !== '' && <View className={s.text}>{text}</View>}
              {button !== '' && <View className={s.go}>{button}</View>}
            </View>
            {picture !== null && <Picture src={picture} className={s.picture} wide={120} />}
          </>
        )}
      </View>
    </Exposure>
  );
}
