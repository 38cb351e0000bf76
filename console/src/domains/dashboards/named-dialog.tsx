import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useDashboardText } from './texts.ts';

export type Named = { name: string; shared: boolean };

type NamedDialogProps = {
  readonly title: string;
  readonly start: Named;
  readonly done: string;
  readonly onSave: (named: Named) => Promise<unknown>;
  readonly onClose: () => void;
};

/** A name, and whether everybody sees what is called so: of a dashboard, of a saved question. */
export function NamedDialog({ title, start, done, onSave, onClose }: NamedDialogProps) {
  const t = useDashboardText();
  const [initial] = useState<Named>({ name: start.name, shared: start.shared });
  return (
    <FormDialog<Named>
      title={title}
      width={420}
      initial={initial}
      onSave={onSave}
      changed={['dashboards', 'dashboard', 'questions']}
      done={done}
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, message: t('name_missing') }]}
      >
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="shared" valuePropName="checked">
        <Checkbox>{t('for_all')}</Checkbox>
      </Form.Item>
    </FormDialog>
  );
}
