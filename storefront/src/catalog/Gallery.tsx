import { Swiper, SwiperItem, Video, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { PAGE_WIDE, Picture, pictureUrl } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import s from './Gallery.module.scss';
import { t } from './texts.ts';

type Props = { readonly images: readonly string[]; readonly video: string | null };

/** The video, then large pictures, one at a time; a tap plays it, or shows them full screen. */
export function Gallery({ images, video }: Props) {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const look = (image: string) =>
    void Taro.previewImage({ current: pictureUrl(image), urls: images.map((one) => pictureUrl(one)) });
  const turn = (to: number) => {
    setAt(to);
    // Left behind, the video is taken away, and plays no more.
    setPlaying(false);
  };
  const count = images.length + (video === null ? 0 : 1);
  return (
    <View className={s.gallery}>
      <Swiper className={s.swiper} onChange={(event) => turn(event.detail.current)}>
        {video !== null && (
          <SwiperItem key={video}>
            <Film src={video} poster={images[0] ?? null} playing={playing} onPlay={() => setPlaying(true)} />
          </SwiperItem>
        )}
        {images.map((image) => (
          <SwiperItem key={image}>
            <View className={s.item} {...pressable(() => look(image), { label: t('enlarge') })}>
              <Picture src={image} className={s.picture} wide={PAGE_WIDE} eager />
            </View>
          </SwiperItem>
        ))}
      </Swiper>
      {count > 1 && !playing && (
        <View className={s.count}>
          {at + 1}/{count}
        </View>
      )}
    </View>
  );
}

type FilmProps = {
  readonly src: string;
  readonly poster: string | null;
  readonly playing: boolean;
  readonly onPlay: () => void;
};

/** Nothing of it is fetched before she taps it. */
function Film({ src, poster, playing, onPlay }: FilmProps) {
  if (playing)
    return (
      <Video
        className={s.picture}
        src={pictureUrl(src)}
        poster={poster === null ? '' : pictureUrl(poster)}
        autoplay
        controls
        objectFit="contain"
        aria-label={t('productVideo')}
      />
    );
  return (
    <View className={s.item} {...pressable(onPlay, { label: t('playVideo') })}>
      <Picture src={poster} className={s.picture} wide={PAGE_WIDE} eager />
      <View className={s.play}>
        <Icon name="play" size={26} color={colors.white} />
      </View>
    </View>
  );
}
