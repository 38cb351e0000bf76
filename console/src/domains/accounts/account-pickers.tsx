import { Link } from 'react-router';
import { api } from '../../ground/api.ts';
import type { PickerProps } from '../../ui/form/fields/field-kit.tsx';
import { SearchPicker } from '../../ui/form/fields/search-picker.tsx';
import { useAccountsText } from './texts.ts';

async function findAccounts(q: string) {
  const query = { q: q || undefined, state: 'live', limit: 50 } as const;
  const { items } = await api('GET /api/admin/official-accounts', { query });
  return items.map(({ id, name, theme }) => ({ value: id, label: theme === '' ? name : `${name} · ${theme}` }));
}

async function findRules(q: string) {
  const { items } = await api('GET /api/admin/account-rules', { query: { q: q || undefined, limit: 50 } });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}

export function AccountPicker(props: PickerProps) {
  const t = useAccountsText();
  const none = <Link to="/official-accounts/new">{t('connect')}</Link>;
  return <SearchPicker {...props} of="official_account" search={findAccounts} hint={t('pick_account')} none={none} />;
}

export function RulePicker(props: PickerProps) {
  const t = useAccountsText();
  return <SearchPicker {...props} of="account_rule" search={findRules} hint={t('pick_rule')} />;
}
