import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useContentText } from './texts.ts';

async function findArticles(q: string) {
  const { items } = await api('GET /api/admin/articles', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, title }) => ({ value: id, label: title }));
}

async function findRecipes(q: string) {
  const { items } = await api('GET /api/admin/articles', { query: { q: q || undefined, limit: 50, kind: 'recipe' } });
  return items.map(({ id, title }) => ({ value: id, label: title }));
}

export function RecipePicker(props: PickerProps) {
  const t = useContentText();
  const none = <Link to="/articles/new">{t('new_article')}</Link>;
  return <SearchPicker {...props} of="recipe" search={findRecipes} hint={t('pick')} none={none} />;
}

export function ArticlePicker(props: PickerProps) {
  const t = useContentText();
  const none = <Link to="/articles/new">{t('new_article')}</Link>;
  return <SearchPicker {...props} of="article" search={findArticles} hint={t('pick')} none={none} />;
}
