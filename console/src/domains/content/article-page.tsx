import { articleKind } from '@huoshui/contracts/words/content';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { useWords } from '../../ui/words.ts';
import { ArticleEffect } from './article-effect.tsx';
import type { Article } from './article-list.tsx';
import { ArticlePreview } from './article-preview.tsx';
import { ArticleState } from './article-state.tsx';
import { useContentText } from './texts.ts';

export function ArticlePage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['articles', 'one', id],
    queryFn: async () => api('GET /api/admin/articles/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(article) => <Shown article={article} />}</Loaded>;
}

function Shown({ article }: { readonly article: Article }) {
  const t = useContentText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/articles', label: t('articles') }}
        title={article.title}
        state={<ArticleState state={article.state} />}
        actions={<Actions article={article} />}
      />
      {article.edited && article.state === 'published' && (
        <Alert type="info" showIcon title={t('edited_hint')} style={{ marginBottom: 16 }} />
      )}
      <div className="hs-split">
        <div>
          {article.publishedAt !== null && <ArticleEffect article={article} />}
          <Panel title={t('about')}>
            <Facts
              facts={[
                { label: t('kind'), value: say(articleKind[article.kind]) },
                { label: t('likes'), value: formatCount(article.likes) },
                { label: t('page'), value: <QuotedCode code={article.page} /> },
                {
                  label: t('published'),
                  value: article.publishedAt === null ? '–' : <Time at={article.publishedAt} absolute />,
                },
                { label: t('updated'), value: <Time at={article.updatedAt} absolute /> },
              ]}
            />
            <p className="hs-soft">{t('page_hint')}</p>
          </Panel>
        </div>
        <ArticlePreview values={article.values} />
      </div>
    </div>
  );
}

function Actions({ article: { id, state, saves, edited, title } }: { readonly article: Article }) {
  const t = useContentText();
  const navigate = useNavigate();
  const confirm = useConfirm();
  const { busy, act } = useAct(['articles']);
  const open = state === 'published';
  const publish = () =>
    void act(
      async () => api('POST /api/admin/articles/:id/publication', { params: { id }, body: { saves } }),
      t('published_done'),
    );
  const withdraw = async () => {
    const sure = await confirm({
      title: t('withdraw_title', { title }),
      body: t('withdraw_body'),
      ok: t('withdraw'),
      danger: true,
    });
    if (sure)
      await act(async () => api('POST /api/admin/articles/:id/withdrawal', { params: { id } }), t('withdrawn_done'));
  };
  return (
    <>
      {open && (
        <May call="POST /api/admin/articles/:id/withdrawal">
          <Button loading={busy} onClick={() => void withdraw()}>
            {t('withdraw')}
          </Button>
        </May>
      )}
      <May call="PUT /api/admin/articles/:id">
        <Button onClick={() => void navigate(`/articles/${id}/edit`)}>{t('edit')}</Button>
      </May>
      {(!open || edited) && (
        <May call="POST /api/admin/articles/:id/publication">
          <Button type="primary" loading={busy} onClick={publish}>
            {t(open ? 'publish_again' : 'publish')}
          </Button>
        </May>
      )}
    </>
  );
}
