import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useMessagingText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/message-templates');
  return items
    .filter(({ title, enabled }) => enabled && title.includes(q))
    .map(({ key, title }) => ({ value: key, label: title }));
}

/** Templates that are switched on, by their keys: what journeys store means the same in every shop. */
export function TemplatePicker(props: PickerProps) {
  const t = useMessagingText();
  return <SearchPicker {...props} of="template" search={search} hint={t('pick_template')} />;
}
