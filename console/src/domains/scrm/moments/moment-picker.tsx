import { api } from '../../../ground/api.ts';
import type { PickerProps } from '../../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../../ui/form/fields/search-picker.tsx';
import { useMomentText } from './texts.ts';

async function find(q: string) {
  const { items } = await api('GET /api/admin/moments', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function MomentPicker(props: PickerProps) {
  const t = useMomentText();
  return <SearchPicker {...props} of="moment" search={find} hint={t('pick')} />;
}
