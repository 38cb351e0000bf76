import { View } from '@tarojs/components';
import type { Answer } from '../api/index.ts';
import { ProductCard } from '../catalog/ProductCard.tsx';
import { Exposure } from '../track/index.ts';
import { day } from '../ui/moment.ts';
import { PAGE_WIDE, Picture, WidePicture } from '../ui/Picture.tsx';
import s from './Article.module.scss';
import { Recipe } from './Recipe.tsx';
import { t } from './texts.ts';
import { useReading } from './use-reading.ts';

export type ShopArticle = Answer<'GET /api/shop/articles/:id'>;
type Part = ShopArticle['body'][number];

export function Article({ article }: { readonly article: ShopArticle }) {
  const { id, title, summary, cover, publishedAt, body, recipe } = article;
  const read = useReading(id);
  return (
    <View className={s.article}>
      {cover !== '' && <Picture src={cover} className={s.cover} wide={PAGE_WIDE} eager />}
      <View className={s.head}>
        <View className={s.title}>{title}</View>
        {summary !== '' && <View className={s.summary}>{summary}</View>}
        <View className={s.when}>{t('published', { day: day(publishedAt) })}</View>
      </View>
      {body.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
        <Drawn key={at} part={part} />
      ))}
      {recipe !== null && <Recipe recipe={recipe} />}
      <Exposure slot="article_end" facts={{ props: { kind: article.kind } }} onSeen={() => read('end')}>
        <View className={s.end}>{t('end')}</View>
      </Exposure>
    </View>
  );
}

function Drawn({ part: { kind, text, picture, items } }: { readonly part: Part }) {
  switch (kind) {
    case 'heading':
      return <View className={s.heading}>{text}</View>;
    case 'text':
      return <View className={s.text}>{text}</View>;
    case 'picture':
      return picture === null ? null : (
        <View className={s.picture}>
          <WidePicture src={picture} words={text} />
          {text !== '' && <View className={s.caption}>{text}</View>}
        </View>
      );
    case 'products':
      return (
        <View className={s.goods}>
          {items.map((item, at) => (
            <ProductCard key={item.id} product={item} slot="article_goods" shape="row" position={at} />
          ))}
        </View>
      );
  }
}
