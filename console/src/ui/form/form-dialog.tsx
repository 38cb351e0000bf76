import { Form, Modal } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useAct } from '../act.ts';
import { Failure } from '../failure.tsx';
import { useSharedText } from '../shared-texts.ts';
import { ProblemSummary, ProblemsProvider } from './fields/problems.tsx';
import { useFormProblems } from './fields/use-form-problems.ts';
import { SomeoneElse } from './someone-else.tsx';
import { useSomeoneElse } from './use-someone-else.ts';
import './form.css';

type FormDialogProps<Values> = {
  readonly title: string;
  readonly okText?: string;
  readonly danger?: boolean;
  /** Why nothing can be saved now: no permission, nothing chosen. */
  readonly disabled?: boolean;
  readonly width?: number;
  /** What it starts from, and follows: what somebody else saved meanwhile is told, and takes nothing that was typed. */
  readonly initial: Values;
  readonly onSave: (values: Values) => Promise<unknown>;
  /** What is read anew afterwards, and what is said. */
  readonly changed: readonly string[];
  readonly done: string;
  readonly onClose: () => void;
  /** What is chosen beside the form's own values: a refusal is old once that is another. */
  readonly beside?: unknown;
  readonly children: ReactNode;
};

/**
 * A form in a dialog. A refusal stands at its field, or inside the dialog where it speaks of no field; it goes when that is
 * changed. The second of two who save one thing is told, keeps what she typed, and sees what the other made of it.
 */
export function FormDialog<Values extends object>(props: FormDialogProps<Values>) {
  const t = useSharedText();
  const [form] = Form.useForm<Values>();
  const problems = useFormProblems(form);
  const { busy, act } = useAct(props.changed);
  const [values, setValues] = useState(props.initial);
  const [dirty, setDirty] = useState(false);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [beside, setBeside] = useState(props.beside);
  if (beside !== props.beside) {
    setBeside(props.beside);
    setRefusal(null);
  }
  const someone = useSomeoneElse(props.initial, dirty);
  const { base } = someone;
  const { clear } = problems;
  useEffect(() => {
    form.resetFields();
    clear();
    setValues(base);
    setDirty(false);
    setRefusal(null);
  }, [form, base, clear]);
  const theirs = busy ? null : someone.theirs;
  const refused = (error: unknown): boolean => {
    if (!someone.refuse(error) && !problems.refuse(error)) setRefusal(error);
    return true;
  };
  const save = async () => {
    setRefusal(null);
    someone.hush();
    const write = async () => props.onSave(form.getFieldsValue(true));
    if (await act(write, { done: props.done, refused })) props.onClose();
  };
  return (
    <Modal
      open
      width={props.width ?? 480}
      title={props.title}
      okText={theirs === null ? (props.okText ?? t('save')) : t('stale_overwrite')}
      okButtonProps={{ disabled: props.disabled ?? false, danger: props.danger ?? false }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      <ProblemsProvider value={problems}>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={base}
          validateTrigger={['onChange', 'onBlur']}
          onFieldsChange={problems.onFieldsChange}
          onValuesChange={() => {
            setValues({ ...form.getFieldsValue(true) });
            setDirty(true);
            setRefusal(null);
          }}
          onFinish={() => void save()}
        >
          {props.children}
          <div className="hs-dialog-said">
            <ProblemSummary />
            {refusal !== null && <Failure error={refusal} />}
            {!busy && (theirs !== null || someone.said !== null) && (
              <SomeoneElse theirs={theirs} mine={values} said={someone.said} onReload={someone.restart} />
            )}
          </div>
        </Form>
      </ProblemsProvider>
    </Modal>
  );
}
