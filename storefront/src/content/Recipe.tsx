import { ingredientState } from '@huoshui/contracts/words/content';
import { View } from '@tarojs/components';
import { useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture, WidePicture } from '../ui/Picture.tsx';
import { Price } from '../ui/Price.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import { say } from '../ui/texts.ts';
import type { ShopArticle } from './Article.tsx';
import s from './Recipe.module.scss';
import { t } from './texts.ts';

type Of = NonNullable<ShopArticle['recipe']>;
type Ingredient = Of['ingredients'][number];

/** What it takes, each as it stands in the shop, and how it is made. */
export function Recipe({ recipe: { minutes, servings, ingredients, steps } }: { readonly recipe: Of }) {
  const facts = [
    ...(minutes === null ? [] : [t('takes', { n: minutes })]),
    ...(servings === null ? [] : [t('serves', { n: servings })]),
  ];
  return (
    <View>
      {facts.length > 0 && <View className={s.facts}>{facts.join(' · ')}</View>}
      <View className={s.heading}>{t('ingredients')}</View>
      <View className={s.ingredients}>
        {ingredients.map((one) => (
          <Row key={`${one.name} ${one.amount} ${one.card?.id ?? ''}`} of={one} />
        ))}
      </View>
      <View className={s.heading}>{t('steps')}</View>
      {steps.map(({ text, picture }, at) => (
        <View key={text} className={s.step}>
          <View className={s.number}>{at + 1}</View>
          <View className={s.words}>
            <View>{text}</View>
            {picture !== null && (
              <View className={s.picture}>
                <WidePicture src={picture} words="" />
              </View>
            )}
          </View>
        </View>
      ))}
    </View>
  );
}

function Row({ of: { name, amount, state, card, sku } }: { readonly of: Ingredient }) {
  const track = useTrack();
  const open = (productId: string) => {
    track('click', { productId, props: { slot: 'article_ingredient', target: 'product' } });
    go(`${pages.product}?id=${productId}`);
  };
  const tap = card === null ? {} : pressable(() => open(card.id), { role: 'link', label: name });
  const off = state === 'sold_out' || state === 'off_sale';
  return (
    <View className={s.row} {...tap}>
      {card !== null && <Picture src={card.image} className={s.photo} wide={48} />}
      <View className={s.what}>
        <View className={s.name}>
          {name} {amount !== '' && <View className={s.amount}>{amount}</View>}
        </View>
        {card !== null && <View className={s.product}>{[card.name, ...(sku?.values ?? [])].join(' ')}</View>}
      </View>
      {off ? (
        <View className={s.off}>{say(ingredientState[state])}</View>
      ) : (
        sku !== null && (
          <View className={s.price}>
            <Price fen={sku.price} />
          </View>
        )
      )}
    </View>
  );
}
