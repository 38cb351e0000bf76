import { App, Button, Form } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useReportError } from '../failure.tsx';
import { PageHead } from '../page-head.tsx';
import { useSharedText } from '../shared-texts.ts';
import { ProblemSummary, ProblemsProvider } from './fields/problems.tsx';
import { useFormProblems } from './fields/use-form-problems.ts';
import { useLeaveGuard } from './leave-guard.ts';
import { SomeoneElse } from './someone-else.tsx';
import { useSomeoneElse } from './use-someone-else.ts';
import './form.css';

type FormPageProps<Values> = {
  readonly title: string;
  readonly purpose?: string;
  readonly state?: ReactNode;
  readonly back?: { readonly to: string; readonly label: string };
  readonly actions?: ReactNode;
  /** What the form starts from; a new object (after saving or loading) resets it. */
  readonly initial: Values;
  readonly children: ReactNode;
  /** Drawn beside the form from what is typed so far; what is moved there changes the form as if it were typed. */
  readonly preview?: (values: Values, change: (values: Partial<Values>) => void) => ReactNode;
  readonly onSave: (values: Values) => Promise<unknown>;
  readonly saveLabel?: string;
  /** Why saving is not possible, told in the place of the button. */
  readonly locked?: string | null;
  /** What saving will do, told beside the button. */
  readonly consequence?: (values: Values) => ReactNode;
};

/** One column of sections, the preview at the right, a save bar that stays, and a guard against losing work. */
export function FormPage<Values extends object>(props: FormPageProps<Values>) {
  const t = useSharedText();
  const { message } = App.useApp();
  const reportError = useReportError();
  const [form] = Form.useForm<Values>();
  const [values, setValues] = useState(props.initial);
  const [dirty, setDirty] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = useFormProblems(form);
  const { initial, locked = null } = props;
  const { clear } = problems;
  const someone = useSomeoneElse(initial, dirty);
  const { base } = someone;
  // What comes while somebody types does not wipe what she typed: the base stays until she loads the latest.
  useEffect(() => {
    form.resetFields();
    clear();
    setValues(base);
    setDirty(false);
  }, [form, base, clear]);
  const theirs = busy ? null : someone.theirs;
  const leaving = useLeaveGuard(dirty);
  const save = async () => {
    setBusy(true);
    someone.hush();
    try {
      await leaving.whileSaving(async () => props.onSave(form.getFieldsValue(true)));
      setDirty(false);
      clear();
      void message.success(t('saved'));
    } catch (error) {
      if (!someone.refuse(error) && !problems.refuse(error)) reportError(error);
    } finally {
      setBusy(false);
    }
  };
  const change = (part: Partial<Values>) => {
    form.setFieldsValue({ ...form.getFieldsValue(true), ...part });
    setValues({ ...form.getFieldsValue(true) });
    setDirty(true);
  };
  return (
    <div className="hs-page hs-form-page">
      <PageHead
        title={props.title}
        purpose={props.purpose}
        state={props.state}
        actions={props.actions}
        {...(props.back ? { back: props.back } : {})}
      />
      <ProblemsProvider value={problems}>
        <Form<Values>
          form={form}
          layout="vertical"
          initialValues={base}
          disabled={locked !== null}
          scrollToFirstError={{ behavior: 'smooth', block: 'center' }}
          validateTrigger={['onChange', 'onBlur']}
          onFieldsChange={problems.onFieldsChange}
          onValuesChange={() => {
            setValues({ ...form.getFieldsValue(true) });
            setDirty(true);
          }}
          onFinish={() => void save()}
        >
          <div className="hs-form-columns">
            <div className="hs-form-sections">
              {props.children}
              <ProblemSummary />
              {!busy && (theirs !== null || someone.said !== null) && (
                <SomeoneElse theirs={theirs} mine={values} said={someone.said} onReload={someone.restart} />
              )}
            </div>
            {props.preview && <aside className="hs-form-preview">{props.preview(values, change)}</aside>}
          </div>
          <div className="hs-save-bar">
            {locked === null && (
              <Button type="primary" htmlType="submit" loading={busy}>
                {theirs === null ? (props.saveLabel ?? t('save')) : t('stale_overwrite')}
              </Button>
            )}
            <span className="hs-soft">{locked ?? (dirty ? t('unsaved') : '')}</span>
            {locked === null && props.consequence && <span className="hs-soft">{props.consequence(values)}</span>}
          </div>
        </Form>
      </ProblemsProvider>
    </div>
  );
}

type FormSectionProps = { readonly title: string; readonly purpose?: ReactNode; readonly children: ReactNode };

export function FormSection({ title, purpose, children }: FormSectionProps) {
  return (
    <section className="hs-card hs-form-section">
      <h2>{title}</h2>
      {purpose && <p className="hs-soft">{purpose}</p>}
      {children}
    </section>
  );
}
