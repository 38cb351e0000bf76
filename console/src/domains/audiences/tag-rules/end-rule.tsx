import { Form, Radio } from 'antd';
import { api } from '../../../ground/api.ts';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import type { TagRule } from './tag-rule-list.tsx';
import { useTagRuleText } from './texts.ts';

type Values = { readonly tags: 'take' | 'keep' };
const initial: Values = { tags: 'take' };

/** A rule ends; what becomes of the tags that it gave is chosen. */
export function EndRuleDialog({ rule, onClose }: { readonly rule: TagRule; readonly onClose: () => void }) {
  const t = useTagRuleText();
  return (
    <FormDialog<Values>
      title={t('end_title', { tag: rule.tag })}
      okText={t('end')}
      danger
      initial={initial}
      onSave={async (query) => api('DELETE /api/admin/tag-rules/:id', { params: { id: rule.id }, query })}
      changed={['tag-rules']}
      done={t('ended')}
      onClose={onClose}
    >
      <Form.Item name="tags" label={t('end_tags')} extra={t('end_others')}>
        <Radio.Group
          vertical
          options={[
            { value: 'take', label: t('end_take') },
            { value: 'keep', label: t('end_keep') },
          ]}
        />
      </Form.Item>
    </FormDialog>
  );
}
