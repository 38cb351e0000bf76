import { View } from '@tarojs/components';
import { leadTo } from '../catalog/lead-to.ts';
import { useTrack } from '../track/index.ts';
import { go } from '../ui/navigate.ts';
import { Picture } from '../ui/Picture.tsx';
import { pages } from '../ui/pages.ts';
import { pressable } from '../ui/press.ts';
import s from './Articles.module.scss';
import { Heading } from './Heading.tsx';
import { t } from './texts.ts';
import type { Content } from './use-shop-page.ts';

/** What the shop wrote, one a row, and the way to all of it. */
export function ArticlesBlock({ content: { title, items } }: { readonly content: Content<'articles'> }) {
  return (
    <View>
      <Heading text={title === '' ? t('articles') : title}>
        <View {...pressable(() => go(pages.articles), { role: 'link', label: t('allArticles') })}>{t('more')}</View>
      </Heading>
      <ArticleRows items={items} slot="page_articles" />
    </View>
  );
}

type Row = Pick<Content<'articles'>['items'][number], 'id' | 'title' | 'summary' | 'cover'>;

export function ArticleRows({ items, slot }: { readonly items: readonly Row[]; readonly slot: string }) {
  const open = useOpen(slot);
  return (
    <View className={s.list}>
      {items.map(({ id, title, summary, cover }) => (
        <View key={id} className={s.row} {...pressable(() => open(id), { role: 'link', label: title })}>
          <View className={s.words}>
            <View className={s.title}>{title}</View>
            {summary !== '' && <View className={s.summary}>{summary}</View>}
          </View>
          <Picture src={cover} className={s.cover} wide={96} />
        </View>
      ))}
    </View>
  );
}

/** One dish on a large card. */
export function RecipeBlock({ content }: { readonly content: Content<'recipe'> }) {
  const { id, heading, title, summary, cover, minutes, servings, ingredients } = content;
  const open = useOpen('page_recipe');
  const facts = [
    ...(minutes === null ? [] : [t('takes', { n: minutes })]),
    ...(servings === null ? [] : [t('serves', { n: servings })]),
  ].join(' · ');
  return (
    <View>
      <Heading text={heading} />
      <View className={s.recipe} {...pressable(() => open(id), { role: 'link', label: title })}>
        <Picture src={cover} className={s.wide} wide={351} />
        <View className={s.below}>
          <View className={s.title}>{title}</View>
          {summary !== '' && <View className={s.summary}>{summary}</View>}
          {facts !== '' && <View className={s.facts}>{facts}</View>}
          <View className={s.summary}>{ingredients.join(t('and'))}</View>
        </View>
      </View>
    </View>
  );
}

function useOpen(slot: string): (id: string) => void {
  const track = useTrack();
  return (id) => {
    track('click', { props: { slot, target: 'article', articleId: id } });
    leadTo({ page: 'article', id });
  };
}
