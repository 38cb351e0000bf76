import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useStoreText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/stores', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function StorePicker(props: PickerProps) {
  const t = useStoreText();
  return <SearchPicker {...props} of="store" search={search} hint={t('pick')} />;
}
