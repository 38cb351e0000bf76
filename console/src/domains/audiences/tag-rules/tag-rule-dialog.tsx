import type { Draft } from '@huoshui/contracts/form';
import { Modal } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { Failure } from '../../../ui/failure.tsx';
import { Time } from '../../../ui/figures.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { RuleDifference } from './rule-difference.tsx';
import type { TagRule } from './tag-rule-list.tsx';
import { useTagRuleText } from './texts.ts';
import '../audiences.css';

type DialogProps = { readonly rule: TagRule | null; readonly onClose: () => void };

/** Which tag for whom, and what saving would do to those who have it. */
export function TagRuleDialog({ rule, onClose }: DialogProps) {
  const { data, error, refetch } = useFormOf('audiences.tag_rule');
  if (data !== undefined) return <Editor form={data} rule={rule} onClose={onClose} />;
  return (
    <Modal open width={460} footer={null} loading={error === null} onCancel={onClose}>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
    </Modal>
  );
}

function Editor({ form, rule, onClose }: DialogProps & { readonly form: Answer<'GET /api/admin/forms/:name'> }) {
  const t = useTagRuleText();
  const initial = useMemo<Draft>(
    () => (rule ? { tag: rule.tag, segment: rule.segmentId } : form.initial),
    [form, rule],
  );
  const save = async (values: Draft) =>
    rule
      ? api('PUT /api/admin/tag-rules/:id', { params: { id: rule.id }, body: { ...values }, revision: rule.revision })
      : api('POST /api/admin/tag-rules', { body: { ...values } });
  return (
    <FormDialog<Draft>
      width={460}
      title={rule ? t('change_title', { tag: rule.tag }) : t('create')}
      initial={initial}
      onSave={save}
      changed={['tag-rules']}
      done={t('saved')}
      onClose={onClose}
    >
      <FormFields fields={form.fields} />
      <RuleDifference rule={rule} />
      {rule && rule.changes.length > 1 && <Changes rule={rule} />}
    </FormDialog>
  );
}

function Changes({ rule: { changes } }: { readonly rule: TagRule }) {
  const t = useTagRuleText();
  return (
    <>
      <h3 className="hs-look-title">{t('changes')}</h3>
      <ol className="hs-tag-rule-changes">
        {changes.map(({ at, by, tag, segment }) => (
          <li key={at}>
            <Time at={at} absolute /> · {by} · {t('was', { tag, segment })}
          </li>
        ))}
      </ol>
    </>
  );
}
