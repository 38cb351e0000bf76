import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { articleKind, articleState } from '@huoshui/contracts/words/content';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { Picture } from '../../ui/picture.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { toneOf } from './article-state.tsx';
import { textAt } from './drafted.ts';
import { useContentText } from './texts.ts';

export type Article = Answer<'GET /api/admin/articles'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const kind = oneOf(valuesOf(articleKind), filters.kind);
  const state = oneOf(valuesOf(articleState), filters.state);
  return api('GET /api/admin/articles', { query: { q, cursor, limit, kind, state } });
}

export function ArticleList() {
  const t = useContentText();
  const say = useWords();
  const navigate = useNavigate();
  const create = (
    <May call="POST /api/admin/articles">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/articles/new')}>
        {t('new_article')}
      </Button>
    </May>
  );
  return (
    <List<Article>
      name="articles"
      title={t('articles')}
      purpose={t('articles_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      actions={create}
      onOpen={(row) => void navigate(`/articles/${row.id}`)}
      filters={[
        { key: 'kind', kind: 'choice', label: t('kind'), options: optionsOf(articleKind, say) },
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(articleState, say) },
      ]}
      columns={[
        {
          key: 'title',
          title: t('title'),
          render: (row) => (
            <span className="hs-inline">
              <Picture src={textAt(row.values, 'cover') || null} size={40} />
              {row.title}
            </span>
          ),
          csv: ({ title }) => title,
        },
        textColumn('kind', t('kind'), (row) => say(articleKind[row.kind])),
        stateColumn(
          'state',
          t('state'),
          (row) => say(articleState[row.state]),
          (row) => toneOf[row.state],
        ),
        textColumn('edited', t('unpublished'), (row) => (row.edited ? t('edited') : null)),
        countColumn('likes', t('likes'), (row) => row.likes),
        timeColumn('published', t('published'), (row) => row.publishedAt),
        timeColumn('updated', t('updated'), (row) => row.updatedAt),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint'), action: create }}
    />
  );
}
