import { Form, Modal } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useAct } from '../../ui/act.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { ProblemSummary, ProblemsProvider } from '../../ui/form/fields/problems.tsx';
import { useFormProblems } from '../../ui/form/fields/use-form-problems.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { useBenefitText } from './texts.ts';

type Budget = Answer<'GET /api/admin/budgets'>['items'][number];
type DialogProps = { readonly budget: Budget | null; readonly onClose: () => void };

export function BudgetDialog({ budget, onClose }: DialogProps) {
  const t = useBenefitText();
  const [form] = Form.useForm();
  const problems = useFormProblems(form);
  const definition = useFormOf('benefits.budget');
  const { busy, act } = useAct(['budgets']);
  const save = async (body: Record<string, unknown>) => {
    const write = async () =>
      budget === null
        ? api('POST /api/admin/budgets', { body })
        : api('PATCH /api/admin/budgets/:id', { params: { id: budget.id }, body, revision: budget.revision });
    if (await act(write, { done: t('saved'), refused: problems.refuse })) onClose();
  };
  return (
    <Modal
      open
      width={420}
      title={t(budget === null ? 'new_budget' : 'edit_budget')}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Loaded query={definition} rows={3}>
        {({ fields, initial }) => (
          <ProblemsProvider value={problems}>
            <Form
              form={form}
              layout="vertical"
              initialValues={budget ?? initial}
              onFieldsChange={problems.onFieldsChange}
              onFinish={(values) => void save(values)}
            >
              <FormFields fields={fields} />
              <ProblemSummary />
            </Form>
          </ProblemsProvider>
        )}
      </Loaded>
    </Modal>
  );
}
