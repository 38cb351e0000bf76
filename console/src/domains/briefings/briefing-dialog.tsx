import type { Draft } from '@huoshui/contracts/form';
import { useQuery } from '@tanstack/react-query';
import { Alert, Modal } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { Failure } from '../../ui/failure.tsx';
import { useLanguage } from '../../ui/figures.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../ui/form/form-dialog.tsx';
import { useBriefingText } from './texts.ts';

export type Briefing = Answer<'GET /api/admin/briefings'>['items'][number];
export type Of = { readonly kind: 'dashboard' | 'question'; readonly id: string; readonly name: string };
type DialogProps = { readonly of: Of; readonly briefing: Briefing | null; readonly onClose: () => void };

export function BriefingDialog({ of, briefing, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('analytics.briefing');
  if (data !== undefined) return <Editor form={data} of={of} briefing={briefing} onClose={onClose} />;
  return (
    <Modal open width={520} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({
  form,
  of,
  briefing,
  onClose,
}: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useBriefingText();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['briefings', 'server'],
    queryFn: async () => api('GET /api/admin/briefings', { query: { limit: 1 } }),
  });
  const initial = useMemo<Draft>(
    () => ({
      ...form.initial,
      ...(briefing === null
        ? { name: of.name.slice(0, 40), language: language === 'en' ? 'en' : 'zh' }
        : valuesOf(briefing)),
    }),
    [form, briefing, of, language],
  );
  const save = async (values: Draft) => {
    if (briefing === null) {
      await api('POST /api/admin/briefings', { body: { of: { kind: of.kind, id: of.id }, values } });
      return;
    }
    const { id, revision } = briefing;
    await api('PUT /api/admin/briefings/:id', { params: { id }, body: { values }, revision });
  };
  return (
    <FormDialog<Draft>
      width={520}
      title={briefing === null ? t('new', { name: of.name }) : t('edit')}
      initial={initial}
      onSave={save}
      changed={['briefings']}
      done={t('saved')}
      onClose={onClose}
    >
      {data?.canMail === false && (
        <Alert
          type="warning"
          showIcon
          style={{ marginBottom: 16 }}
          title={
            <>
              {t('no_server')} <Link to="/settings/mail">{t('no_server_link')}</Link>
            </>
          }
        />
      )}
      <FormFields fields={form.fields} />
    </FormDialog>
  );
}

function valuesOf({ name, plan, weekday, monthDay, minute, staff, mails, language, active }: Briefing): Draft {
  return {
    name,
    plan,
    weekday: weekday === null ? '1' : String(weekday),
    monthDay: monthDay ?? 1,
    minute,
    staff: staff.map(({ id }) => id),
    mails: mails.map(({ address }) => address),
    language,
    active,
  };
}
