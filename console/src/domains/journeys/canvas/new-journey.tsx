import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useCanvasText } from './texts.ts';

type NewJourneyProps = {
  /** It is for the people of a segment: those who are in it, and who enters it later. */
  readonly of?: { readonly segment: string; readonly name: string };
};

/** A journey from nothing: its name, and then the canvas. */
export function NewJourney({ of }: NewJourneyProps) {
  const t = useCanvasText();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const create = async ({ name }: { readonly name: string }) => {
    const drawing = await api('POST /api/admin/drawings', { body: { name } });
    const { id, journeyId, definition, places, revision } = drawing;
    if (of) {
      const trigger = { kind: 'segment_entered', values: { segment: of.segment, present: true } };
      const body = { name, definition: { ...definition, trigger }, places };
      await api('PUT /api/admin/drawings/:id', { params: { id }, body, revision });
    }
    await navigate(`/journeys/${journeyId}/drawing`);
  };
  return (
    <May call="POST /api/admin/drawings">
      <Button type={of ? 'default' : 'primary'} onClick={() => setOpen(true)}>
        {t(of ? 'new_for_segment' : 'new_journey')}
      </Button>
      {open && (
        <FormDialog
          title={of ? t('new_of_segment', { name: of.name }) : t('new_journey')}
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
