import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Account } from './account-list.tsx';
import { useAccountsText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function AccountForm() {
  const { id } = useParams();
  const form = useFormOf('accounts.account');
  return (
    <Loaded query={form}>
      {(definition) =>
        id === undefined ? <Editor form={definition} account={null} /> : <Existing form={definition} id={id} />
      }
    </Loaded>
  );
}

function Existing({ form, id }: { readonly form: Definition; readonly id: string }) {
  const query = useQuery({
    queryKey: ['official-accounts', 'one', id],
    queryFn: async () => api('GET /api/admin/official-accounts/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(account) => <Editor form={form} account={account} />}</Loaded>;
}

type EditorProps = { readonly form: Definition; readonly account: Account | null };

function Editor({ form: { fields, initial: start }, account }: EditorProps) {
  const t = useAccountsText();
  const locked = useLocked(
    account === null ? 'POST /api/admin/official-accounts' : 'PUT /api/admin/official-accounts/:id',
  );
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo<Draft>(() => ({ ...start, ...account?.values }), [start, account]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    const saved =
      account === null
        ? await api('POST /api/admin/official-accounts', { body })
        : await api('PUT /api/admin/official-accounts/:id', {
            params: { id: account.id },
            body,
            revision: account.revision,
          });
    await queries.invalidateQueries({ queryKey: ['official-accounts'] });
    await navigate(`/official-accounts/${saved.id}`);
  };
  return (
    <FormPage<Draft>
      back={
        account === null
          ? { to: '/official-accounts', label: t('accounts_title') }
          : { to: `/official-accounts/${account.id}`, label: account.name }
      }
      title={account === null ? t('connect') : account.name}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <FormPreview name="accounts.account" values={values} />}
    >
      <FormSection title={t('section_account')}>
        <FormFields fields={fields} only={['name', 'theme', 'type', 'verified']} />
      </FormSection>
      <FormSection title={t('section_keys')} purpose={t('section_keys_purpose')}>
        <FormFields fields={fields} only={['appid']} disabled={account !== null} />
        <FormFields fields={fields} only={['originalId', 'secret', 'token', 'mode', 'aesKey']} />
      </FormSection>
    </FormPage>
  );
}
