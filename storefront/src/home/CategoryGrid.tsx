import { View } from '@tarojs/components';
import { chooseCategory } from '../catalog/chosen-category.ts';
import { useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './CategoryGrid.module.scss';

type Category = { readonly id: string; readonly name: string; readonly icon: string | null };

export function CategoryGrid({ categories }: { readonly categories: readonly Category[] }) {
  const track = useTrack();
  return (
    <View className={s.grid}>
      {categories.map((one) => (
        <View key={one.id} className={s.cell} {...pressable(() => open(track, one.id), { role: 'link' })}>
          <Picture src={one.icon} className={s.icon} eager />
          <View className={s.name}>{one.name}</View>
        </View>
      ))}
    </View>
  );
}

function open(track: ReturnType<typeof useTrack>, categoryId: string): void {
  track('click', { categoryId, props: { slot: 'home_categories', target: 'category' } });
  chooseCategory(categoryId);
  go(pages.category);
}
