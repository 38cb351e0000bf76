import { usePullDownRefresh, useRouter } from '@tarojs/taro';
import { ApiFailure, api, useLoad } from '../../api/index.ts';
import { useRefresh } from '../../api/use-load.ts';
import { InBlock } from '../../track/index.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pictureUrl } from '../../ui/Picture.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Article } from '../Article.tsx';
import { ArticleBar } from '../ArticleBar.tsx';
import { t } from '../texts.ts';

/** An article or a recipe, at an address of its own. Its goods stand as they are whenever she comes back to it. */
export default function ArticlePage() {
  const { id = '' } = useRouter().params;
  const load = useLoad(async () => api('GET /api/shop/articles/:id', { params: { id } }), [id], { fresh: true });
  const refresh = useRefresh(load);
  usePullDownRefresh(() => void refresh());
  const { data: article, failure } = load;
  if (article === null) {
    const gone = failure instanceof ApiFailure && [400, 404].includes(failure.status);
    return (
      <Page>
        {failure === null ? (
          <Skeleton shape="product" />
        ) : gone ? (
          <Empty
            icon="leaf"
            title={t('gone')}
            text={t('goneHint')}
            action={{ label: t('toHome'), onClick: () => go(pages.home) }}
          />
        ) : (
          <ErrorState failure={failure} onRetry={() => void load.reload()} />
        )}
      </Page>
    );
  }
  const { title, cover } = article;
  const shared = { title, path: `${pages.article}?id=${id}`, imageUrl: pictureUrl(cover) };
  return (
    <InBlock.Provider value={{ article: id }}>
      <Page
        title={title}
        shared={shared}
        bar={<ArticleBar article={article} shared={shared} onLiked={(liking) => load.put({ ...article, ...liking })} />}
      >
        <Article article={article} />
      </Page>
    </InBlock.Provider>
  );
}
