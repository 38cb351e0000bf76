import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useCanvasText } from './texts.ts';

/** A journey from nothing: its name, and then the canvas. */
export function NewJourney() {
  const t = useCanvasText();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const create = async ({ name }: { readonly name: string }) => {
    const { journeyId } = await api('POST /api/admin/drawings', { body: { name } });
    await navigate(`/journeys/${journeyId}/drawing`);
  };
  return (
    <May call="POST /api/admin/drawings">
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('new_journey')}
      </Button>
      {open && (
        <FormDialog
          title={t('new_journey')}
          okText={t('new_create')}
          initial={BLANK}
          changed={['journeys']}
          done={t('new_done')}
          onSave={create}
          onClose={() => setOpen(false)}
        >
          <p className="hs-soft">{t('new_hint')}</p>
          <Form.Item name="name" label={t('new_name')} rules={[{ required: true, whitespace: true, max: 30 }]}>
            <Input />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}

const BLANK = { name: '' };
