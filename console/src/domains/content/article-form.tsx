import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Article } from './article-list.tsx';
import { ArticlePreview } from './article-preview.tsx';
import { useContentText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function ArticleForm() {
  const { id } = useParams();
  const form = useFormOf('content.article');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} article={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['articles', 'one', id],
    queryFn: async () => api('GET /api/admin/articles/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(article) => <Editor form={form} article={article} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly article: Article | null };

function Editor({ form: { fields, initial: start }, article }: EditorProps) {
  const t = useContentText();
  const locked = useLocked(article === null ? 'POST /api/admin/articles' : 'PUT /api/admin/articles/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...article?.values }), [start, article]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      article === null
        ? await api('POST /api/admin/articles', { body })
        : await api('PUT /api/admin/articles/:id', { params: { id: article.id }, body, revision: article.revision });
    await queries.invalidateQueries({ queryKey: ['articles'] });
    await navigate(`/articles/${saved.id}`);
  };
  const shown = (...keys: readonly string[]) => <FormFields fields={fields} only={keys} />;
  return (
    <FormPage<Draft>
      back={
        article === null
          ? { to: '/articles', label: t('articles') }
          : { to: `/articles/${article.id}`, label: article.title }
      }
      title={article === null ? t('new_article') : article.title}
      initial={initial}
      onSave={save}
      saveLabel={t('save_draft')}
      locked={locked}
      consequence={() => t(article?.state === 'published' ? 'save_published_hint' : 'save_hint')}
      preview={(values) => (
        <>
          <ArticlePreview values={values} />
          <FormPreview name="content.article" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_head')} purpose={t('section_head_purpose')}>
        {shown('kind', 'title', 'summary', 'cover')}
      </FormSection>
      <FormSection title={t('section_body')} purpose={t('section_body_purpose')}>
        {shown('body')}
      </FormSection>
      <RecipeSection>{shown('minutes', 'servings', 'ingredients', 'steps')}</RecipeSection>
    </FormPage>
  );
}

function RecipeSection({ children }: { readonly children: ReactNode }) {
  const t = useContentText();
  const kind: unknown = Form.useWatch('kind', { preserve: true });
  if (kind !== 'recipe') return null;
  return (
    <FormSection title={t('section_recipe')} purpose={t('section_recipe_purpose')}>
      {children}
    </FormSection>
  );
}
