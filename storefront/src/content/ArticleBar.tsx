import { View } from '@tarojs/components';
import { api } from '../api/index.ts';
import { addMissing } from '../cart/cart.ts';
import { useTrack } from '../track/index.ts';
import { Button } from '../ui/Button.tsx';
import { colors } from '../ui/colors.ts';
import { Icon } from '../ui/Icon.tsx';
import { pressable } from '../ui/press.ts';
import { attempt, toast } from '../ui/toast.ts';
import { ShareButton, type Shared, wx } from '../wx/index.ts';
import type { ShopArticle } from './Article.tsx';
import s from './ArticleBar.module.scss';
import { t } from './texts.ts';

type Liking = Pick<ShopArticle, 'likes' | 'liked'>;
type Props = {
  readonly article: ShopArticle;
  readonly shared: Shared;
  readonly onLiked: (liking: Liking) => void;
};

/** Like it, hand it on, and of a recipe: all that can be had into the cart. */
export function ArticleBar({ article, shared, onLiked }: Props) {
  const { id, liked, likes, recipe } = article;
  const turn = async () => {
    const params = { id };
    const liking = await attempt(async () =>
      liked
        ? api('DELETE /api/shop/articles/:id/like', { params })
        : api('PUT /api/shop/articles/:id/like', { params }),
    );
    if (liking === null) return;
    wx.haptic();
    onLiked(liking);
  };
  return (
    <View className={s.bar}>
      <View className={s.shortcut} {...pressable(turn, { role: 'checkbox', label: t('like'), on: liked })}>
        <Icon name={liked ? 'heart-full' : 'heart'} size={22} color={liked ? colors.coral : colors.ink2} />
        <View className={s.label}>{likes === 0 ? t('like') : likes}</View>
      </View>
      <ShareButton className={s.shortcut} shared={shared}>
        <Icon name="share-2" size={22} color={colors.ink2} />
        <View className={s.label}>{t('share')}</View>
      </ShareButton>
      {recipe !== null && <AddAll ingredients={recipe.ingredients} />}
    </View>
  );
}

type AddAllProps = { readonly ingredients: NonNullable<ShopArticle['recipe']>['ingredients'] };

/** One of each that is in stock; what stays out is named. */
function AddAll({ ingredients }: AddAllProps) {
  const track = useTrack();
  const all = ingredients.flatMap(({ card, sku }) =>
    card === null || sku === null ? [] : [{ skuId: sku.id, productId: card.id }],
  );
  const goods = all.filter(({ skuId }, at) => all.findIndex((one) => one.skuId === skuId) === at);
  const left = ingredients.filter(({ state }) => state !== 'buyable' && state !== 'plain').map(({ name }) => name);
  if (all.length === 0 && left.length === 0) return null;
  const add = async () => {
    const done = await addMissing(goods);
    for (const { skuId, productId } of done.added) track('cart_add', { productId, value: 1, props: { skuId } });
    const { length: n } = done.added;
    if (n > 0) wx.haptic();
    if (done.failed > 0) return;
    toast(done.there === 0 ? t('added', { n }) : n === 0 ? t('allThere') : t('addedThere', { n, there: done.there }));
  };
  return (
    <View className={s.all}>
      <Button className={s.act} disabled={goods.length === 0} onClick={add}>
        {goods.length === 0 ? t('noneInStock') : t('addAll', { n: goods.length })}
      </Button>
      {goods.length > 0 && left.length > 0 && (
        <View className={s.left}>{t('left', { names: left.join(t('and')) })}</View>
      )}
    </View>
  );
}
