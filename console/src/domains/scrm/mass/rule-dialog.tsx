import { massRule } from '@huoshui/contracts/words/mass';
import { useQuery } from '@tanstack/react-query';
import { Form, Radio } from 'antd';
import { type Answer, api } from '../../../ground/api.ts';
import { useMay } from '../../../ground/may.tsx';
import { FormDialog } from '../../../ui/form/form-dialog.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { PlatformLimits } from '../limits.tsx';
import { useMassText } from './texts.ts';

type Rule = Answer<'GET /api/admin/settings/mass-rule'>;

/** What the corp's console says, and what WeCom allows whatever it says. */
export function RuleDialog({ onClose }: { readonly onClose: () => void }) {
  const query = useQuery({ queryKey: ['mass-rule'], queryFn: async () => api('GET /api/admin/settings/mass-rule') });
  return <Loaded query={query}>{(rule) => <Editor rule={rule} onClose={onClose} />}</Loaded>;
}

function Editor({ rule: { rule, limits, revision }, onClose }: { readonly rule: Rule; readonly onClose: () => void }) {
  const t = useMassText();
  const say = useWords();
  const may = useMay();
  return (
    <FormDialog<Pick<Rule, 'rule'>>
      title={t('rule')}
      initial={{ rule }}
      disabled={!may('PUT /api/admin/settings/mass-rule')}
      onSave={async (body) => api('PUT /api/admin/settings/mass-rule', { body, revision })}
      changed={['mass-rule']}
      done={t('saved')}
      onClose={onClose}
    >
      <Form.Item name="rule" label={t('rule_label')} extra={t('rule_hint')}>
        <Radio.Group options={optionsOf(massRule, say)} />
      </Form.Item>
      <h3>{t('limits')}</h3>
      <PlatformLimits limits={limits} />
    </FormDialog>
  );
}
