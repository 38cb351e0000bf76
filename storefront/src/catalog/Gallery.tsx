import { Swiper, SwiperItem, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { PAGE_WIDE, Picture, pictureUrl } from '../ui/Picture.tsx';
import s from './Gallery.module.scss';

/** Large pictures, one at a time; a tap shows them full screen. */
export function Gallery({ images }: { readonly images: readonly string[] }) {
  const [at, setAt] = useState(0);
  const look = (image: string) => void Taro.previewImage({ current: absolute(image), urls: images.map(absolute) });
  return (
    <View className={s.gallery}>
      <Swiper className={s.swiper} onChange={(event) => setAt(event.detail.current)}>
        {images.map((image) => (
          <SwiperItem key={image}>
            <View className={s.item} onClick={() => look(image)}>
              <Picture src={image} className={s.picture} wide={PAGE_WIDE} eager />
            </View>
          </SwiperItem>
        ))}
      </Swiper>
      {images.length > 1 && (
        <View className={s.count}>
          {at + 1}/{images.length}
        </View>
      )}
    </View>
  );
}

function absolute(image: string): string {
  return pictureUrl(image);
}
