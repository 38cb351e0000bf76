import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useWebhookText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/webhooks', { query: { q: q || undefined, limit: 50 } });
  return items.filter(({ active }) => active).map((row) => ({ value: row.id, label: row.name }));
}

export function WebhookPicker(props: PickerProps) {
  const t = useWebhookText();
  return (
    <SearchPicker
      {...props}
      of="webhook"
      search={search}
      hint={t('pick')}
      none={<Link to="/webhooks">{t('new')}</Link>}
    />
  );
}
