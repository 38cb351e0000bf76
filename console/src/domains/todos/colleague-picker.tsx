import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useTodoText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/colleagues', { query: { q: q || undefined } });
  return items.map((row) => ({ value: row.id, label: row.name }));
}

/** Accounts of the console, by name. */
export function ColleaguePicker(props: PickerProps) {
  const t = useTodoText();
  return <SearchPicker {...props} of="staff" search={search} hint={t('pick_colleague')} />;
}
