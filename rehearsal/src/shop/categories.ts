import { type CategoryKey, categoryKeys, type DemoCategory } from './category.ts';

const names: Readonly<Record<CategoryKey, string>> = {
  fruit: '时令水果',
  vegetable: '新鲜蔬菜',
  meat: '肉禽蛋',
  seafood: '海鲜水产',
  bakery: '乳品烘焙',
  pantry: '粮油速食',
  snack: '零食饮料',
  home: '日用清洁',
};

export const demoCategories: readonly DemoCategory[] = categoryKeys.map((key) => ({
  key,
  name: names[key],
  icon: `${key}.webp`,
}));
