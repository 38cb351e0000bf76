import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { wordsIn } from '../../ui/words.ts';
import { useMessagingText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/message-templates');
  return items
    .map(({ key, name, enabled }) => ({ value: key, label: wordsIn(name), enabled }))
    .filter(({ label, enabled }) => enabled && label.toLowerCase().includes(q.toLowerCase()));
}

/** Templates that are switched on, by their keys: what journeys store means the same in every shop. */
export function TemplatePicker(props: PickerProps) {
  const t = useMessagingText();
  return <SearchPicker {...props} of="template" search={search} hint={t('pick_template')} />;
}
