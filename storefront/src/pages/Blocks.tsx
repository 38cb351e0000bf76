import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Activities } from '../activities/Activities.tsx';
import { CategoryGrid } from '../home/CategoryGrid.tsx';
import { CouponStrip } from '../home/CouponStrip.tsx';
import { Hero } from '../home/Hero.tsx';
import { SearchBar } from '../home/SearchBar.tsx';
import { Placements } from '../placements/Placements.tsx';
import { Exposure, InBlock } from '../track/index.ts';
import { ArticlesBlock, RecipeBlock } from './Articles.tsx';
import s from './Blocks.module.scss';
import { FeedBlock, PersonalBlock, PlayGoods, ProductsBlock } from './Goods.tsx';
import { Heading } from './Heading.tsx';
import { Banner, ImageGrid } from './Pictures.tsx';
import { RemindBlock } from './Remind.tsx';
import { ThemeBlock } from './Theme.tsx';
import { tellArm } from './tell-arm.ts';
import { t } from './texts.ts';
import type { Filled, PageAsked, ShopPage } from './use-shop-page.ts';
import { CountdownBlock, QuizBlock, RichText, VideoBlock } from './Words.tsx';

type Props = {
  readonly page: ShopPage;
  readonly kind: PageAsked['kind'];
  /** Something of it has run out or was taken: it is asked for anew. */
  readonly onChanged: () => void;
};

/** The blocks of a page, one below the other; each is told of when it is really seen, and of what is tapped in it. */
export function Blocks({ page: { id, version, blocks }, kind, onChanged }: Props) {
  return (
    <>
      {blocks.map((block) => {
        const drawn = draw(block, kind, onChanged);
        if (id === null) return <View key={block.key}>{drawn}</View>;
        const { experiment } = block;
        return (
          // As another arm it is seen anew.
          <InBlock.Provider
            key={`${block.key} ${experiment?.id ?? ''} ${experiment?.arm ?? ''}`}
            value={{ shopPage: id, version, block: block.key }}
          >
            <Exposure
              slot="page_block"
              facts={{ props: { kind: block.content.kind } }}
              onSeen={() => tellArm({ kind, page: id, block })}
            >
              {drawn}
            </Exposure>
          </InBlock.Provider>
        );
      })}
    </>
  );
}

/** A line a kind. */
function draw({ content }: Filled, kind: PageAsked['kind'], onChanged: () => void): ReactNode {
  switch (content.kind) {
    case 'search':
      return (
        <View className={s.top}>
          <SearchBar words={content.words} />
          <View className={s.notice}>{promise(content.notice, content.freeFrom)}</View>
        </View>
      );
    case 'banner':
      return <Banner content={content} />;
    case 'image_grid':
      return <ImageGrid content={content} />;
    case 'categories':
      return <CategoryGrid categories={content.items} />;
    case 'showcase':
      return <Hero products={content.items} />;
    case 'products':
      return <ProductsBlock content={content} />;
    case 'feed':
      return <FeedBlock content={content} />;
    case 'personal':
      return <PersonalBlock content={content} />;
    case 'coupons':
      return (
        <>
          <Heading text={content.title} />
          <CouponStrip coupons={content.items} onTaken={onChanged} />
        </>
      );
    case 'activities':
      return <Activities items={content.items} onTurn={onChanged} />;
    case 'flash_sale':
    case 'group_buy':
      return <PlayGoods content={content} onTurn={onChanged} />;
    case 'countdown':
      return <CountdownBlock content={content} onEnd={onChanged} />;
    case 'articles':
      return <ArticlesBlock content={content} />;
    case 'recipe':
      return <RecipeBlock content={content} />;
    case 'rich_text':
      return <RichText content={content} />;
    case 'video':
      return <VideoBlock content={content} />;
    case 'theme':
      return <ThemeBlock content={content} onChanged={onChanged} />;
    case 'remind':
      return <RemindBlock content={content} onChanged={onChanged} />;
    case 'slot':
      return kind === 'home' || kind === 'me' ? <Placements page={kind} items={content.items} /> : null;
    case 'quiz':
      return <QuizBlock content={content} />;
  }
}

function promise(notice: string, freeFrom: number | null): string {
  return [notice, freeFrom === null ? '' : t('freeFrom', { amount: freeFrom / 100 })]
    .filter((part) => part !== '')
    .join(' · ');
}
