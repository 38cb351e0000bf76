import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { useSegmentText } from './texts.ts';

type Props = {
  /** The people question and what it asks. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly question: string;
};

/** Whom a number counts, kept as a list. */
export function SaveAsSegment(props: Props) {
  const t = useSegmentText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/segments/frozen">
      <Button onClick={() => setOpen(true)}>{t('save_as')}</Button>
      {open && <Dialog {...props} onClose={() => setOpen(false)} />}
    </May>
  );
}

const LONGEST = 40;

function Dialog({ name: of, values, question, onClose }: Props & { readonly onClose: () => void }) {
  const t = useSegmentText();
  const navigate = useNavigate();
  return (
    <FormDialog<{ readonly name: string }>
      title={t('save_as_title')}
      okText={t('save_as')}
      initial={{ name: question.slice(0, LONGEST) }}
      onSave={async ({ name }) => {
        const { id } = await api('POST /api/admin/segments/frozen', {
          body: { name: name.trim(), people: { name: of, values } },
        });
        await navigate(`/segments/${id}`);
      }}
      changed={['segments']}
      done={t('save_as_done')}
      onClose={onClose}
    >
      <p className="hs-soft">{t('save_as_note', { question })}</p>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: LONGEST }]}>
        <Input maxLength={LONGEST} />
      </Form.Item>
    </FormDialog>
  );
}
