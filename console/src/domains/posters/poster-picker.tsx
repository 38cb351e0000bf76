import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { usePosterText } from './texts.ts';

async function findPosters(q: string) {
  const { items } = await api('GET /api/admin/posters', { query: { q: q || undefined, state: 'live', limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function PosterPicker(props: PickerProps) {
  const t = usePosterText();
  const none = <Link to="/posters/new">{t('new_poster')}</Link>;
  return <SearchPicker {...props} of="poster" search={findPosters} hint={t('pick')} none={none} />;
}
