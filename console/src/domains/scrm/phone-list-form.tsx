import type { Draft } from '@huoshui/contracts/form';
import { App, Form, Input } from 'antd';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { CheckPhones } from './phone-list-check.tsx';
import { usePhoneListText } from './phone-list-texts.ts';
import { phonesIn } from './phones-in.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;
const PHONES = 'phones';

export function PhoneListForm() {
  const form = useFormOf('scrm.phone_list');
  return <Loaded query={form}>{(definition) => <Editor form={definition} />}</Loaded>;
}

function Editor({ form: { fields, initial: start } }: { readonly form: Definition }) {
  const t = usePhoneListText();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const locked = useLocked('POST /api/admin/phone-lists');
  const initial = useMemo<Draft>(() => ({ ...start, [PHONES]: '' }), [start]);
  return (
    <FormPage<Draft>
      back={{ to: '/phone-lists', label: t('back') }}
      title={t('new')}
      purpose={t('purpose')}
      initial={initial}
      locked={locked}
      onSave={async ({ [PHONES]: typed, ...values }) => {
        const { list, ...left } = await api('POST /api/admin/phone-lists', {
          body: { values: { ...values }, phones: [...phonesIn(typed)] },
        });
        void message.success(t('made_done', { people: list.people, ...left }));
        void navigate(`/phone-lists/${list.id}`);
      }}
      preview={({ [PHONES]: _, ...values }) => <FormPreview name="scrm.phone_list" values={values} />}
    >
      <FormSection title={t('about')}>
        <FormFields fields={fields} />
      </FormSection>
      <FormSection title={t('phones')} purpose={t('phones_purpose')}>
        <Form.Item name={PHONES} label={t('phones')} required>
          <Input.TextArea rows={8} placeholder={'13800138000\n13900139000'} />
        </Form.Item>
        <CheckPhones of={PHONES} />
      </FormSection>
    </FormPage>
  );
}
