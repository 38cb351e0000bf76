import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Switch, Typography } from 'antd';
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { useCan } from '../../ground/session.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { useSharedText } from '../../ui/shared-texts.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { MessagePreview } from './message-preview.tsx';
import { fieldLimit, unknownVariables, withExamples } from './message-text.ts';
import type { MessageTemplate } from './template-list.tsx';
import { useMessagingText } from './texts.ts';

export type TemplateValues = Pick<MessageTemplate, 'title' | 'fields' | 'page' | 'wechatTemplateId' | 'enabled'>;

export function TemplateForm() {
  const { id } = useParams();
  const query = useQuery({
    queryKey: ['message-templates', 'all'],
    queryFn: async () => api('GET /api/admin/message-templates'),
  });
  return (
    <Loaded query={query}>
      {({ items }) => {
        const template = items.find((row) => row.id === id);
        return template === undefined ? <PageError /> : <Editor template={template} />;
      }}
    </Loaded>
  );
}

function Editor({ template }: { readonly template: MessageTemplate }) {
  const t = useMessagingText();
  const shared = useSharedText();
  const can = useCan();
  const queries = useQueryClient();
  const initial = useMemo<TemplateValues>(() => {
    const { title, fields, page, wechatTemplateId, enabled } = template;
    return { title, fields, page, wechatTemplateId, enabled };
  }, [template]);
  const save = async (values: TemplateValues) => {
    const { title, page, enabled } = values;
    const wechatTemplateId = values.wechatTemplateId?.trim() || null;
    const fields = template.fields.map((field, index) => ({
      ...field,
      text: values.fields[index]?.text ?? field.text,
    }));
    await api('PATCH /api/admin/message-templates/:id', {
      params: { id: template.id },
      body: { title, page, enabled, fields, wechatTemplateId },
    });
    await queries.invalidateQueries({ queryKey: ['message-templates'] });
  };
  return (
    <FormPage<TemplateValues>
      back={{ to: '/message-templates', label: t('templates_title') }}
      title={template.name}
      state={<StateTag tone={template.kind === 'service' ? 'info' : 'warn'}>{t(template.kind)}</StateTag>}
      purpose={t(`${template.kind}_help`)}
      initial={initial}
      onSave={save}
      locked={can('messaging.write') ? null : shared('no_permission', { permission: 'messaging.write' })}
      preview={(values) => <MessagePreview template={template} values={values} />}
    >
      <TextSection template={template} />
      <FormSection title={t('form_target')} purpose={t('form_target_purpose')}>
        {template.channel === 'subscribe' && (
          <Form.Item name="wechatTemplateId" label={t('form_wechat')} extra={t('form_wechat_help')}>
            <Input maxLength={64} className="hs-code" />
          </Form.Item>
        )}
        <Form.Item name="page" label={t('form_page')} rules={[textRule(template, null, t)]}>
          <Input maxLength={200} className="hs-code" />
        </Form.Item>
        <Form.Item name="enabled" label={t('form_on')} valuePropName="checked" extra={t('form_on_help')}>
          <Switch />
        </Form.Item>
      </FormSection>
    </FormPage>
  );
}

function TextSection({ template }: { readonly template: MessageTemplate }) {
  const t = useMessagingText();
  return (
    <FormSection title={t('form_text')} purpose={t('form_text_purpose', { name: '{{product}}' })}>
      <Form.Item name="title" label={t('form_title')} rules={[{ required: true, whitespace: true, max: 30 }]}>
        <Input maxLength={30} showCount />
      </Form.Item>
      {template.fields.map((field, index) => (
        <Form.Item
          key={field.key}
          name={['fields', index, 'text']}
          label={
            <span>
              {field.label} <span className="hs-faint hs-code">{field.key}</span>
            </span>
          }
          rules={[{ required: true, whitespace: true, max: 100 }, textRule(template, fieldLimit(field.key), t)]}
        >
          <Input maxLength={100} />
        </Form.Item>
      ))}
      {template.variables.length > 0 && (
        <div className="hs-inline" style={{ marginBottom: 16 }}>
          <span className="hs-soft">{t('variables')}</span>
          {template.variables.map((variable) => (
            <Typography.Text
              key={variable.name}
              code
              copyable={{ text: `{{${variable.name}}}`, tooltips: [t('insert'), '✓'] }}
            >
              {variable.label}
            </Typography.Text>
          ))}
        </div>
      )}
    </FormSection>
  );
}

/** With the examples put in, a text must fit WeChat's field, and may use only variables that exist. */
function textRule(template: MessageTemplate, limit: number | null, t: ReturnType<typeof useMessagingText>) {
  return {
    validator: async (_: unknown, text: string | undefined) => {
      const [unknown] = unknownVariables(text ?? '', template.variables);
      if (unknown !== undefined) throw new Error(t('unknown_variable', { name: unknown }));
      const count = [...withExamples(text ?? '', template.variables)].length;
      if (template.channel === 'subscribe' && limit !== null && count > limit)
        throw new Error(t('too_long', { limit, count }));
    },
  };
}
