import { Link } from 'react-router';
import { api } from '../../../ground/api.ts';
import type { PickerProps } from '../../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../../ui/form/fields/search-picker.tsx';
import { useSegmentText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/segments', { query: { q: q || undefined, state: 'active', limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

/** Segments in use. */
export function SegmentPicker(props: PickerProps) {
  const t = useSegmentText();
  return (
    <SearchPicker
      {...props}
      of="segment"
      search={search}
      hint={t('pick')}
      none={<Link to="/segments/new">{t('new')}</Link>}
    />
  );
}
