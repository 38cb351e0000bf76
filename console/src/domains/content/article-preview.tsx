import type { Draft } from '@huoshui/contracts/form';
import { useQueries } from '@tanstack/react-query';
import { api } from '../../ground/api.ts';
import { formatYuan } from '../../ui/format.ts';
import { PhonePreview } from '../../ui/phone/phone-preview.tsx';
import { pictureAt } from '../../ui/picture.tsx';
import { idsAt, rowsAt, textAt } from './drafted.ts';
import { useContentText } from './texts.ts';
import './content.css';

/** As it is read on a phone, also while it is written. */
export function ArticlePreview({ values }: { readonly values: Draft }) {
  const t = useContentText();
  const recipe = values.kind === 'recipe';
  const title = textAt(values, 'title');
  const summary = textAt(values, 'summary');
  return (
    <PhonePreview title={t(recipe ? 'recipe' : 'article')} caption={t('preview_caption')}>
      <div className="hs-article">
        <Drawn src={textAt(values, 'cover')} />
        <strong className="hs-article-title">{title === '' ? t('no_title') : title}</strong>
        {summary !== '' && <p className="hs-article-soft">{summary}</p>}
        {rowsAt(values, 'body').map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
          <Part key={at} row={row} />
        ))}
        {recipe && <Recipe values={values} />}
      </div>
    </PhonePreview>
  );
}

function Part({ row }: { readonly row: Draft }) {
  switch (row.kind) {
    case 'heading':
      return <strong>{textAt(row, 'heading')}</strong>;
    case 'picture':
      return (
        <>
          <Drawn src={textAt(row, 'picture')} />
          <span className="hs-article-soft">{textAt(row, 'caption')}</span>
        </>
      );
    case 'products':
      return <Goods ids={idsAt(row, 'products')} />;
    default:
      return <p>{textAt(row, 'text')}</p>;
  }
}

function Recipe({ values }: { readonly values: Draft }) {
  const t = useContentText();
  const [minutes, servings] = [values.minutes, values.servings];
  const facts = [
    ...(typeof minutes === 'number' ? [t('takes', { minutes })] : []),
    ...(typeof servings === 'number' ? [t('serves', { servings })] : []),
  ];
  return (
    <>
      {facts.length > 0 && <span className="hs-article-soft">{facts.join(' · ')}</span>}
      <strong>{t('ingredients')}</strong>
      {rowsAt(values, 'ingredients').map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an ingredient is its place
        <span key={at} className="hs-article-row">
          <span>{textAt(row, 'name')}</span>
          <span className="hs-article-soft">{textAt(row, 'amount')}</span>
          {textAt(row, 'product') !== '' && <span className="hs-article-sold">{t('sold_here')}</span>}
        </span>
      ))}
      <strong>{t('steps')}</strong>
      {rowsAt(values, 'steps').map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place
        <div key={at}>
          <p>
            {at + 1}. {textAt(row, 'text')}
          </p>
          <Drawn src={textAt(row, 'picture')} />
        </div>
      ))}
    </>
  );
}

/** Goods that are chosen, as they stand; one that cannot be asked for is a quiet card. */
function Goods({ ids }: { readonly ids: readonly string[] }) {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['products', 'one', id],
      queryFn: async () => api('GET /api/admin/products/:id', { params: { id } }),
    })),
  });
  return (
    <div className="hs-article-goods">
      {ids.map((id, at) => {
        const product = found[at]?.data;
        const [sku] = product?.skus ?? [];
        return (
          <span key={id}>
            <Drawn src={product?.images[0] ?? ''} square />
            <span className="hs-article-name">{product?.name ?? '–'}</span>
            {sku !== undefined && <span className="hs-article-price">{formatYuan(sku.price)}</span>}
          </span>
        );
      })}
    </div>
  );
}

function Drawn({ src, square = false }: { readonly src: string; readonly square?: boolean }) {
  if (src === '') return square ? <span className="hs-article-square" /> : null;
  return <img className={square ? 'hs-article-square' : 'hs-article-wide'} src={pictureAt(src, 300)} alt="" />;
}
