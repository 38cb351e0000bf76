import { sizedAddress } from '@huoshui/contracts/picture-address';
import { activityPlay } from '@huoshui/contracts/words/activities';
import { blockKind } from '@huoshui/contracts/words/pages';
import type { Answer } from '../../ground/api.ts';
import { formatYuan } from '../../ui/format.ts';
import { useWords } from '../../ui/words.ts';
import { usePageText } from './texts.ts';

type Content = NonNullable<Answer<'POST /api/admin/page-previews'>['blocks'][number]['content']>;

/** A block on the preview's phone: the same content as shoppers get, drawn smaller. */
export function DrawnBlock({ content }: { readonly content: Content }) {
  const t = usePageText();
  const say = useWords();
  switch (content.kind) {
    case 'search':
      return (
        <span className="hs-drawn-white">
          <span className="hs-drawn-search">{content.words[0] ?? t('draw_search')}</span>
          <span className="hs-drawn-small">{content.notice}</span>
        </span>
      );
    case 'banner':
      return (
        <Image className={`hs-drawn-banner hs-drawn-${content.ratio}`} src={content.pictures[0]?.picture ?? null} />
      );
    case 'image_grid':
      return (
        <span className="hs-drawn-grid" style={{ gridTemplateColumns: `repeat(${content.columns}, 1fr)` }}>
          {content.pictures.map(({ picture, title }) => (
            <span key={`${picture} ${title}`}>
              <Image src={picture} />
              <span className="hs-drawn-small">{title}</span>
            </span>
          ))}
        </span>
      );
    case 'categories':
      return (
        <span className="hs-drawn-grid" style={{ gridTemplateColumns: 'repeat(4, 1fr)' }}>
          {content.items.map(({ id, name, icon }) => (
            <span key={id}>
              <Image className="hs-drawn-round" src={icon} />
              <span className="hs-drawn-small">{name}</span>
            </span>
          ))}
        </span>
      );
    case 'showcase':
      return <Goods title="" items={content.items.slice(0, 1)} shape="list" />;
    case 'products':
      return <Goods title={content.title} items={content.items} shape={content.shape} />;
    case 'feed':
      return <Goods title={content.title || say(blockKind.feed)} items={content.items.slice(0, 4)} shape="grid" />;
    case 'personal':
      return <Goods title={content.title} text={content.text} items={content.items} shape="list" />;
    case 'coupons':
      return (
        <span>
          <Title text={content.title} />
          <span className="hs-drawn-strip">
            {content.items.map(({ templateId, name, sentence }) => (
              <span key={templateId} className="hs-drawn-coupon" title={say(sentence)}>
                {name}
              </span>
            ))}
          </span>
        </span>
      );
    case 'activities':
      return (
        <span>
          {content.items.map(({ id, play, name, brings }) => (
            <span key={id} className="hs-drawn-soft">
              {say(activityPlay[play])} · {name}
              <span className="hs-drawn-small">{say(brings)}</span>
            </span>
          ))}
        </span>
      );
    case 'flash_sale':
    case 'group_buy':
      return (
        <span>
          <Title text={content.title || content.activity.name} />
          <span className="hs-drawn-strip">
            {content.goods.map(({ productId, name, image, price }) => (
              <Good key={productId} name={name} image={image} price={price} />
            ))}
          </span>
        </span>
      );
    case 'countdown':
      return <span className="hs-drawn-soft">{content.title} · 00:00:00</span>;
    case 'articles':
      return (
        <span>
          <Title text={content.title || t('draw_articles')} />
          <span className="hs-drawn-list">
            {content.items.map(({ id, title, summary, cover }) => (
              <span key={id} className="hs-drawn-good">
                <Image src={cover} />
                <span>
                  <span className="hs-drawn-name">{title}</span>
                  <span className="hs-drawn-small">{summary}</span>
                </span>
              </span>
            ))}
          </span>
        </span>
      );
    case 'recipe':
      return (
        <span>
          <Title text={content.heading} />
          <Image className="hs-drawn-banner hs-drawn-wide" src={content.cover} />
          <span className="hs-drawn-name">{content.title}</span>
          <span className="hs-drawn-small">{content.ingredients.join(' · ')}</span>
        </span>
      );
    case 'rich_text':
      return (
        <span className="hs-drawn-white">
          {content.parts.map(({ style, text }) => (
            <span key={text} className={`hs-drawn-${style}`}>
              {text}
            </span>
          ))}
        </span>
      );
    case 'video':
      return <Image className="hs-drawn-banner hs-drawn-wide" src={content.cover} />;
    case 'theme':
      return (
        <span>
          {content.today !== null && (
            <span className={`hs-drawn-theme hs-drawn-theme-${content.today.colour}`}>
              {content.today.name}
              <span className="hs-drawn-small">{content.today.slogan}</span>
            </span>
          )}
          {content.today !== null && <Goods title="" items={content.today.items} shape="strip" />}
          {content.tomorrow !== null && (
            <span className="hs-drawn-soft">{t('draw_tomorrow', { name: content.tomorrow.name })}</span>
          )}
        </span>
      );
    case 'remind':
      return (
        <span className="hs-drawn-soft">
          {content.title || content.name}
          <span className="hs-drawn-small">{content.at.slice(0, 10)}</span>
        </span>
      );
    case 'slot':
      return content.items.length === 0 ? (
        <span className="hs-drawn-absent">{t('no_slots')}</span>
      ) : (
        <span>
          {content.items.map(({ id, title, text }) => (
            <span key={id} className="hs-drawn-soft">
              {title || text || say(blockKind.slot)}
            </span>
          ))}
        </span>
      );
    case 'quiz':
      return <span className="hs-drawn-soft">{content.title}</span>;
  }
}

function Title({ text }: { readonly text: string }) {
  return text === '' ? null : <span className="hs-drawn-title">{text}</span>;
}

function Image({ src, className = '' }: { readonly src: string | null; readonly className?: string }) {
  return src === null ? (
    <span className={`hs-drawn-picture ${className}`} />
  ) : (
    <img className={`hs-drawn-picture ${className}`} src={sizedAddress(src, 320)} alt="" />
  );
}

type Card = { readonly id: string; readonly name: string; readonly image: string | null; readonly price: number };
type GoodsProps = {
  readonly title: string;
  readonly text?: string;
  readonly items: readonly (Card & { readonly reason?: { readonly zh: string; readonly en: string } | null })[];
  readonly shape: 'strip' | 'grid' | 'list';
};

function Goods({ title, text = '', items, shape }: GoodsProps) {
  const say = useWords();
  return (
    <span>
      <Title text={title} />
      {text !== '' && <span className="hs-drawn-small">{text}</span>}
      <span className={`hs-drawn-${shape}`}>
        {items.map(({ id, name, image, price, reason }) => (
          <Good key={id} name={name} image={image} price={price} note={reason ? say(reason) : ''} />
        ))}
      </span>
    </span>
  );
}

type GoodProps = Pick<Card, 'name' | 'image' | 'price'> & { readonly note?: string };

function Good({ name, image, price, note = '' }: GoodProps) {
  return (
    <span className="hs-drawn-good">
      <Image src={image} />
      <span>
        <span className="hs-drawn-name">{name}</span>
        {note !== '' && <span className="hs-drawn-note">{note}</span>}
        <span className="hs-drawn-price">{formatYuan(price)}</span>
      </span>
    </span>
  );
}
