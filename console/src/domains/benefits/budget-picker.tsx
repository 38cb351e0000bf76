import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useBenefitText } from './texts.ts';

async function search(q: string) {
  const { items } = await api('GET /api/admin/budgets', { query: { q: q || undefined, limit: 50 } });
  return items.filter(({ state }) => state !== 'closed').map((row) => ({ value: row.id, label: row.name }));
}

/** Budgets that are open; a spent one may be filled up again. */
export function BudgetPicker(props: PickerProps) {
  const t = useBenefitText();
  return (
    <SearchPicker
      {...props}
      of="budget"
      search={search}
      hint={t('pick_budget')}
      none={<Link to="/budgets">{t('new_budget')}</Link>}
    />
  );
}
