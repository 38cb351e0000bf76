import { CopyOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import type { Journey } from './journey-state.tsx';
import { useJourneyText } from './texts.ts';

/** Another one like this: a draft to change and run beside it, or after it. */
export function CopyJourney({ journey }: { readonly journey: Pick<Journey, 'id' | 'name'> }) {
  const t = useJourneyText();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const copy = async ({ name }: { readonly name: string }) => {
    const { id, settings } = await api('POST /api/admin/journeys/:id/copies', {
      params: { id: journey.id },
      body: { name },
    });
    await navigate(settings === null ? `/journeys/${id}` : `/journeys/${id}/settings`);
  };
  return (
    <May call="POST /api/admin/journeys/:id/copies">
      <Button icon={<CopyOutlined />} onClick={() => setOpen(true)}>
        {t('copy')}
      </Button>
      {open && (
        <FormDialog
          title={t('copy_title', { name: journey.name })}
          okText={t('copy')}
          initial={{ name: `${journey.name.slice(0, 27)} 2` }}
          changed={['journeys']}
          done={t('copied')}
          onSave={copy}
          onClose={() => setOpen(false)}
        >
          <p className="hs-soft">{t('copy_body')}</p>
          <Form.Item name="name" label={t('copy_name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
            <Input />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}
