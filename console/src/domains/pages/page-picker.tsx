import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { usePageText } from './texts.ts';

async function findPages(q: string) {
  const { items } = await api('GET /api/admin/pages', { query: { q: q || undefined, kind: 'free', limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

/** Free pages: the others stand where they stand. */
export function PagePicker(props: PickerProps) {
  const t = usePageText();
  return (
    <SearchPicker
      {...props}
      of="page"
      search={findPages}
      hint={t('pick')}
      none={<Link to="/pages">{t('new_page')}</Link>}
    />
  );
}
