import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useThemeText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/themes');
  return items.filter(({ name }) => name.includes(q)).map(({ id, name }) => ({ value: id, label: name }));
}

/** A theme of the week. */
export function ThemePicker(props: PickerProps) {
  const t = useThemeText();
  return (
    <SearchPicker {...props} of="theme" search={search} hint={t('pick')} none={<Link to="/themes">{t('add')}</Link>} />
  );
}
