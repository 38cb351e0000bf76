import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useCodeText } from './texts.ts';

async function findCodes(q: string) {
  const { items } = await api('GET /api/admin/codes', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

async function findChannels(q: string) {
  const { items } = await api('GET /api/admin/code-channels', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ name }) => ({ value: name, label: name }));
}

export function CodePicker(props: PickerProps) {
  const t = useCodeText();
  return <SearchPicker {...props} of="code" search={findCodes} hint={t('pick_code')} />;
}

export function ChannelPicker(props: PickerProps) {
  const t = useCodeText();
  return <SearchPicker {...props} of="code_channel" search={findChannels} hint={t('pick_channel')} />;
}
