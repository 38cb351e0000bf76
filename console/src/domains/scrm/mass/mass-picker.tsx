import { api } from '../../../ground/api.ts';
import type { PickerProps } from '../../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../../ui/form/fields/search-picker.tsx';
import { useMassText } from './texts.ts';

async function find(q: string) {
  const { items } = await api('GET /api/admin/mass-sends', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function MassPicker(props: PickerProps) {
  const t = useMassText();
  return <SearchPicker {...props} of="mass_send" search={find} hint={t('pick')} />;
}
