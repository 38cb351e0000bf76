import { Swiper, SwiperItem, View } from '@tarojs/components';
import { leadTo } from '../catalog/lead-to.ts';
import { useTrack } from '../track/index.ts';
import { Picture } from '../ui/Picture.tsx';
import { pressable } from '../ui/press.ts';
import s from './Blocks.module.scss';
import type { Content } from './use-shop-page.ts';

type One = Content<'banner'>['pictures'][number];

/** A large picture, or several that take turns. */
export function Banner({ content: { ratio, pictures } }: { readonly content: Content<'banner'> }) {
  const lead = useLead();
  const [only] = pictures;
  if (only !== undefined && pictures.length === 1)
    return <View className={`${s.banner} ${s[ratio]}`}>{drawn(only, lead)}</View>;
  return (
    <Swiper
      className={`${s.banner} ${s[ratio]}`}
      circular
      autoplay
      interval={5000}
      indicatorDots
      indicatorColor="rgba(255,255,255,0.6)"
      indicatorActiveColor="#0a6d70"
    >
      {pictures.map((one) => (
        <SwiperItem key={`${one.picture} ${one.title}`}>{drawn(one, lead)}</SwiperItem>
      ))}
    </Swiper>
  );
}

function drawn(one: One, lead: (one: One) => void) {
  return (
    <View className={s.whole} {...tapping(one, lead)}>
      <Picture src={one.picture} className={s.whole} wide={351} words={one.title} eager />
    </View>
  );
}

export function ImageGrid({ content: { columns, pictures } }: { readonly content: Content<'image_grid'> }) {
  const lead = useLead();
  return (
    <View className={s.grid}>
      {pictures.map((one) => (
        <View
          key={`${one.picture} ${one.title}`}
          className={s.cell}
          style={{ width: `${100 / columns}%` }}
          {...tapping(one, lead)}
        >
          <Picture src={one.picture} className={s.cellPicture} wide={Math.round(351 / columns)} />
          <View className={s.cellName}>{one.title}</View>
        </View>
      ))}
    </View>
  );
}

const tapping = (one: One, lead: (one: One) => void) =>
  one.link.target === 'none' ? {} : pressable(() => lead(one), { role: 'link', label: one.title });

/** Tells of the tap, and opens where it leads. */
export function useLead() {
  const track = useTrack();
  return ({ title, link }: Pick<One, 'title' | 'link'>) => {
    track('click', { props: { slot: 'page_link', target: link.target, title } });
    leadTo({ page: link.target, id: link.id });
  };
}
