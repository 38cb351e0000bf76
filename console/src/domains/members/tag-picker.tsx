import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useMemberText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/tags');
  return items.filter(({ name }) => name.includes(q)).map(({ name }) => ({ value: name, label: name }));
}

/** Tags that somebody has. */
export function TagPicker(props: PickerProps) {
  const t = useMemberText();
  return <SearchPicker {...props} of="tag" search={search} hint={t('pick_tag')} />;
}
