import { PlusOutlined } from '@ant-design/icons';
import { valuesOf } from '@huoshui/contracts/words';
import { role as roleWords } from '@huoshui/contracts/words/operators';
import { Button, Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { type Answer, api, type BodyOf } from '../../ground/api.ts';
import { May, useMay } from '../../ground/may.tsx';
import { useSession } from '../../ground/session.tsx';
import { useAct } from '../../ui/act.ts';
import { useConfirm } from '../../ui/confirm.tsx';
import { Time } from '../../ui/figures.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useSettingsText } from './texts.ts';

type Operator = Answer<'GET /api/admin/operators'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/operators', { query: { q, cursor, limit } });
}

export function OperatorList() {
  const t = useSettingsText();
  const say = useWords();
  const session = useSession();
  const may = useMay();
  const [editing, setEditing] = useState<Operator | 'new' | null>(null);
  const create = (
    <May call="POST /api/admin/operators">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
        {t('new_operator')}
      </Button>
    </May>
  );
  return (
    <>
      <List<Operator>
        name="operators"
        title={t('operators_title')}
        purpose={t('operators_purpose')}
        searchHint={t('operators_search')}
        load={load}
        rowKey={(row) => row.id}
        actions={create}
        columns={[
          {
            key: 'name',
            title: t('operator'),
            render: (row) => (
              <>
                {row.name} {row.id === session?.operator.id && <span className="hs-faint hs-small">({t('you')})</span>}
              </>
            ),
            csv: (row) => row.name,
          },
          { key: 'login', title: t('login'), render: (row) => row.login, csv: (row) => row.login },
          {
            key: 'role',
            title: t('role'),
            render: (row) => (
              <StateTag tone={row.role === 'owner' ? 'info' : 'neutral'}>{say(roleWords[row.role])}</StateTag>
            ),
            csv: (row) => say(roleWords[row.role]),
          },
          {
            key: 'state',
            title: t('state'),
            render: (row) => (
              <StateTag tone={row.disabled ? 'bad' : 'good'}>{t(row.disabled ? 'disabled' : 'enabled')}</StateTag>
            ),
            csv: (row) => t(row.disabled ? 'disabled' : 'enabled'),
          },
          {
            key: 'seen',
            title: t('last_seen'),
            render: (row) => <Time at={row.lastSeenAt} />,
            csv: (row) => row.lastSeenAt,
          },
          {
            key: 'created',
            title: t('created'),
            render: (row) => <Time at={row.createdAt} />,
            csv: (row) => row.createdAt,
          },
          {
            key: 'act',
            title: '',
            width: 96,
            render: (row) => (row.id === session?.operator.id ? null : <DisableButton operator={row} />),
          },
        ]}
        onOpen={may('PATCH /api/admin/operators/:id') ? setEditing : undefined}
        empty={{ title: t('operators_empty'), hint: t('operators_empty_hint'), action: create }}
      />
      {editing !== null && (
        <OperatorDialog operator={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}

function DisableButton({ operator }: { readonly operator: Operator }) {
  const t = useSettingsText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['operators']);
  const change = async () => {
    const sure =
      operator.disabled ||
      (await confirm({
        title: t('disable_title', { name: operator.name }),
        body: t('disable_body'),
        ok: t('disable'),
        danger: true,
      }));
    if (sure)
      await act(
        async () =>
          api('PATCH /api/admin/operators/:id', {
            params: { id: operator.id },
            body: { disabled: !operator.disabled },
          }),
        t('saved'),
      );
  };
  return (
    <May call="PATCH /api/admin/operators/:id">
      <Button size="small" type="link" danger={!operator.disabled} loading={busy} onClick={() => void change()}>
        {t(operator.disabled ? 'enable' : 'disable')}
      </Button>
    </May>
  );
}

type OperatorValues = Omit<BodyOf<'POST /api/admin/operators'>, 'password'> & { readonly password?: string };

function OperatorDialog({ operator, onClose }: { readonly operator: Operator | null; readonly onClose: () => void }) {
  const t = useSettingsText();
  const say = useWords();
  const [form] = Form.useForm<OperatorValues>();
  const { busy, act } = useAct(['operators']);
  const save = async ({ login, name, role, password = '' }: OperatorValues) => {
    const saved = await act(
      async () =>
        operator === null
          ? api('POST /api/admin/operators', { body: { login, name: name.trim(), role, password } })
          : api('PATCH /api/admin/operators/:id', {
              params: { id: operator.id },
              body: { name: name.trim(), role, ...(password === '' ? {} : { password }) },
              revision: operator.revision,
            }),
      t('saved'),
    );
    if (saved) onClose();
  };
  return (
    <Modal
      open
      width={480}
      title={t(operator === null ? 'new_operator' : 'edit_operator')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<OperatorValues>
        form={form}
        layout="vertical"
        onFinish={(values) => void save(values)}
        initialValues={operator ?? { role: 'operator' }}
      >
        <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
          <Input autoFocus maxLength={30} />
        </Form.Item>
        <Form.Item
          name="login"
          label={t('login')}
          rules={[{ required: true, pattern: /^[A-Za-z0-9._@-]{3,60}$/, message: t('login_rule') }]}
        >
          <Input maxLength={60} disabled={operator !== null} autoComplete="off" />
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
          name="password"
          label={t(operator === null ? 'password' : 'password_new')}
          extra={operator === null ? undefined : t('password_keep')}
          rules={[{ required: operator === null }, { min: 8, message: t('password_rule') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
