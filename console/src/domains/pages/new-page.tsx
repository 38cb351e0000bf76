import { pageKind } from '@huoshui/contracts/words/pages';
import { useQuery } from '@tanstack/react-query';
import { Form, Input, Radio, Select } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import type { PageRow } from './page-list.tsx';
import { usePageText } from './texts.ts';

type Made = { readonly name: string; readonly kind: PageRow['kind']; readonly template: string };

export function usePageKit() {
  return useQuery({
    queryKey: ['page-kit'],
    queryFn: async () => api('GET /api/admin/page-kit'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const EMPTY = 'empty';

/** A name, where it stands, and what it starts from. */
export function NewPage({ copyOf, onClose }: { readonly copyOf: PageRow | null; readonly onClose: () => void }) {
  const t = usePageText();
  const navigate = useNavigate();
  const initial = useMemo<Made>(
    () => ({ name: '', kind: copyOf?.kind ?? 'home', template: 'home_as_it_is' }),
    [copyOf],
  );
  const save = async ({ name, kind, template }: Made) => {
    const from = copyOf === null ? { template } : { copyOf: copyOf.id };
    const { id } = await api('POST /api/admin/pages', { body: { name, kind, ...from } });
    await navigate(`/pages/${id}`);
  };
  return (
    <FormDialog<Made>
      title={copyOf === null ? t('new_page') : t('copy_of', { name: copyOf.name })}
      initial={initial}
      onSave={save}
      changed={['pages']}
      done={t('made')}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('name_missing') }]}
      >
        <Input maxLength={30} autoFocus />
      </Form.Item>
      {copyOf === null && <From />}
    </FormDialog>
  );
}

function From() {
  const t = usePageText();
  const say = useWords();
  const form = Form.useFormInstance<Made>();
  const kind = Form.useWatch('kind', form) ?? 'home';
  const templates = (usePageKit().data?.templates ?? []).filter((one) => one.kind === kind);
  const choose = (next: PageRow['kind']) =>
    form.setFieldsValue({ kind: next, template: next === 'home' ? 'home_as_it_is' : EMPTY });
  return (
    <>
      <Form.Item name="kind" label={t('where')}>
        <Select options={optionsOf(pageKind, say)} onChange={choose} />
      </Form.Item>
      <Form.Item name="template" label={t('from')}>
        <Radio.Group className="hs-page-templates">
          {templates.map(({ key, name, hint }) => (
            <Radio key={key} value={key}>
              {say(name)} <span className="hs-soft">{say(hint)}</span>
            </Radio>
          ))}
          <Radio value={EMPTY}>{t('from_nothing')}</Radio>
        </Radio.Group>
      </Form.Item>
    </>
  );
}
