import { valuesOf } from '@huoshui/contracts/words';
import { role as roleWords } from '@huoshui/contracts/words/operators';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio } from 'antd';
import { useMemo } from 'react';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useWords } from '../../ui/words.ts';
import { StoresInput } from './stores-input.tsx';
import { useSettingsText } from './texts.ts';

export type Operator = Answer<'GET /api/admin/operators'>['items'][number];
type OperatorValues = Omit<BodyOf<'POST /api/admin/operators'>, 'stores'> & { readonly stores: string[] | null };
type DialogProps = { readonly operator: Operator | null; readonly onClose: () => void };

export function OperatorDialog({ operator, onClose }: DialogProps) {
  const t = useSettingsText();
  // As it stands now: what somebody else makes of it while this is open is told.
  const { data: now = operator } = useQuery({
    queryKey: ['operators', 'one', operator?.id],
    enabled: operator !== null,
    queryFn: async () => {
      const { items } = await api('GET /api/admin/operators', { query: { q: operator?.login, limit: 200 } });
      return items.find(({ id }) => id === operator?.id) ?? operator;
    },
  });
  const { login = '', name = '', role = 'operator' } = now ?? {};
  const kept = now?.stores?.map(({ id }) => id).join() ?? null;
  const initial = useMemo<OperatorValues>(
    () => ({ login, name, role, stores: kept?.split(',') ?? null, password: '' }),
    [login, name, role, kept],
  );
  const save = async (values: OperatorValues) => {
    const { password } = values;
    const stores = values.role === 'owner' ? null : values.stores;
    const body = { name: values.name.trim(), role: values.role, stores };
    return now === null
      ? api('POST /api/admin/operators', { body: { ...body, login: values.login, password } })
      : api('PATCH /api/admin/operators/:id', {
          params: { id: now.id },
          body: { ...body, ...(password === '' ? {} : { password }) },
          revision: now.revision,
        });
  };
  return (
    <FormDialog<OperatorValues>
      title={t(operator === null ? 'new_operator' : 'edit_operator')}
      initial={initial}
      onSave={save}
      changed={['operators']}
      done={t('saved')}
      onClose={onClose}
    >
      <Fields isNew={operator === null} />
    </FormDialog>
  );
}

function Fields({ isNew }: { readonly isNew: boolean }) {
  const t = useSettingsText();
  const say = useWords();
  const isOwner = Form.useWatch('role') === 'owner';
  const limited = Array.isArray(Form.useWatch('stores'));
  return (
    <>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
        <Input autoFocus />
      </Form.Item>
      <Form.Item
        name="login"
        label={t('login')}
        rules={[{ required: true, pattern: /^[A-Za-z0-9._@-]{3,60}$/, message: t('login_rule') }]}
      >
        <Input disabled={!isNew} autoComplete="off" />
      </Form.Item>
      <Form.Item name="role" label={t('role')}>
        <Radio.Group>
          {valuesOf(roleWords).map((role) => (
            <Radio key={role} value={role} style={{ display: 'flex', marginBottom: 4 }}>
              {say(roleWords[role])} <span className="hs-faint hs-small">{t(`${role}_help`)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item
        name="stores"
        label={t('stores')}
        extra={t(isOwner ? 'stores_owner' : limited ? 'stores_some_help' : 'stores_all_help')}
        rules={[
          {
            validator: async (_rule, stores: unknown) => {
              if (!isOwner && Array.isArray(stores) && stores.length === 0) throw new Error(t('stores_none'));
            },
          },
        ]}
      >
        <StoresInput disabled={isOwner} />
      </Form.Item>
      <Form.Item
        name="password"
        label={t(isNew ? 'password' : 'password_new')}
        extra={isNew ? undefined : t('password_keep')}
        rules={[{ required: isNew }, { min: 8, max: 200, message: t('password_rule') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
