import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { idsOf } from '../../ui/form/fields/picker-field.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { ColleaguePicker } from './colleague-picker.tsx';
import { useTodoText } from './texts.ts';

type Named = { readonly id: string; readonly title: string };

/** Done, with what came of it. */
export function DoneAct({ id, title }: Named) {
  const t = useTodoText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/todos/:id/completion">
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('do')}
      </Button>
      {open && (
        <FormDialog
          title={t('do_title', { title })}
          okText={t('do')}
          initial={{ note: '' }}
          changed={['todos']}
          done={t('done')}
          onSave={async ({ note }: { readonly note: string }) =>
            api('POST /api/admin/todos/:id/completion', { params: { id }, body: { note } })
          }
          onClose={() => setOpen(false)}
        >
          <Form.Item name="note" label={t('note')} extra={t('note_hint')} rules={[{ max: 300 }]}>
            <Input.TextArea rows={3} />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}

export function AssignAct({ id, title, assigneeId }: Named & { readonly assigneeId: string | null }) {
  const t = useTodoText();
  const [open, setOpen] = useState(false);
  return (
    <May call="PUT /api/admin/todos/:id/assignee">
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {t('assign')}
      </Button>
      {open && (
        <FormDialog
          title={t('assign_title', { title })}
          initial={{ operatorId: assigneeId }}
          changed={['todos']}
          done={t('assigned')}
          onSave={async ({ operatorId }: { readonly operatorId: string | null }) =>
            api('PUT /api/admin/todos/:id/assignee', { params: { id }, body: { operatorId } })
          }
          onClose={() => setOpen(false)}
        >
          <Form.Item name="operatorId" label={t('assignee')} extra={t('anybody_hint')}>
            <OneColleague label={t('assignee')} />
          </Form.Item>
        </FormDialog>
      )}
    </May>
  );
}

type OneProps = {
  readonly label: string;
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (id: string | null) => void;
};

function OneColleague({ value, onChange, ...rest }: OneProps) {
  return (
    <ColleaguePicker many={false} value={idsOf(value)} onChange={([first]) => onChange?.(first ?? null)} {...rest} />
  );
}
