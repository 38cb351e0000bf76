import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { chooseCategory } from '../catalog/chosen-category.ts';
import { track } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './CategoryGrid.module.scss';

/** Places held while the categories are on their way. */
const bones = ['1', '2', '3', '4', '5', '6', '7', '8'] as const;

type Category = Answer<'GET /api/shop/categories'>['items'][number];

export function CategoryGrid({ categories }: { readonly categories: readonly Category[] | null }) {
  const top = (categories ?? []).filter((one) => one.parentId === null).slice(0, 8);
  return (
    <View className={s.grid}>
      {categories === null
        ? bones.map((bone) => (
            <View key={bone} className={s.cell}>
              <View className={s.bone} />
            </View>
          ))
        : top.map((one) => (
            <View key={one.id} className={s.cell} {...pressable(() => open(one.id), { role: 'link' })}>
              <Picture src={one.icon} className={s.icon} eager />
              <View className={s.name}>{one.name}</View>
            </View>
          ))}
    </View>
  );
}

function open(categoryId: string): void {
  track('click', { categoryId, props: { slot: 'home_categories', target: 'category' } });
  chooseCategory(categoryId);
  go(pages.category);
}
