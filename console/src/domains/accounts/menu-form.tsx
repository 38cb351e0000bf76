import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { May, useLocked } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { MenuPreview } from './menu-preview.tsx';
import { useAccountsText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;
type Menu = Answer<'GET /api/admin/account-menus/:id'>;

export function NewMenu() {
  const { id = '' } = useParams();
  const form = useFormOf('accounts.menu');
  return <Loaded query={form}>{(definition) => <Editor form={definition} accountId={id} menu={null} />}</Loaded>;
}

export function ChangeMenu() {
  const { id = '' } = useParams();
  const form = useFormOf('accounts.menu');
  const query = useQuery({
    queryKey: ['official-accounts', 'menu', id],
    queryFn: async () => api('GET /api/admin/account-menus/:id', { params: { id } }),
  });
  return (
    <Loaded query={form}>
      {(definition) => (
        <Loaded query={query}>{(menu) => <Editor form={definition} accountId={menu.accountId} menu={menu} />}</Loaded>
      )}
    </Loaded>
  );
}

type EditorProps = { readonly form: Definition; readonly accountId: string; readonly menu: Menu | null };

function Editor({ form: { fields, initial: start }, accountId, menu }: EditorProps) {
  const t = useAccountsText();
  const locked = useLocked(
    menu === null ? 'POST /api/admin/official-accounts/:id/menus' : 'PUT /api/admin/account-menus/:id',
  );
  const navigate = useNavigate();
  const queries = useQueryClient();
  const back = `/official-accounts/${accountId}`;
  const initial = useMemo<Draft>(() => ({ ...start, ...menu?.values }), [start, menu]);
  const save = async (values: Draft) => {
    const body = { values: { ...values } };
    if (menu === null) await api('POST /api/admin/official-accounts/:id/menus', { params: { id: accountId }, body });
    else await api('PUT /api/admin/account-menus/:id', { params: { id: menu.id }, body, revision: menu.revision });
    await queries.invalidateQueries({ queryKey: ['official-accounts'] });
    await navigate(back);
  };
  return (
    <FormPage<Draft>
      back={{ to: back, label: t('menus') }}
      title={menu === null ? t('new_menu') : t('menus')}
      initial={initial}
      onSave={save}
      locked={locked}
      consequence={() => t('menu_after_saving')}
      actions={menu && <Remove menu={menu} back={back} />}
      preview={(values) => (
        <>
          <MenuPreview values={values} />
          <FormPreview name="accounts.menu" values={values} />
        </>
      )}
    >
      <FormSection title={t('section_menu')} purpose={t('section_menu_purpose')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}

function Remove({ menu, back }: { readonly menu: Menu; readonly back: string }) {
  const t = useAccountsText();
  const navigate = useNavigate();
  const { busy, act } = useAct(['official-accounts']);
  const remove = async () => {
    await act(async () => api('POST /api/admin/account-menus/:id/removal', { params: { id: menu.id } }), t('removed'));
    await navigate(back);
  };
  return (
    <May call="POST /api/admin/account-menus/:id/removal">
      <Button danger loading={busy} onClick={() => void remove()}>
        {t('remove')}
      </Button>
    </May>
  );
}
