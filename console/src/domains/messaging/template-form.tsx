import type { Draft } from '@huoshui/contracts/form';
import { wordsOf } from '@huoshui/contracts/words';
import { channel as channelWords, messageKind } from '@huoshui/contracts/words/messaging';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented, Switch, Typography } from 'antd';
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { useLocked, useMay } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { PageError } from '../../ui/page-error.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { ContentPreview } from './content-preview.tsx';
import type { MessageTemplate } from './template-list.tsx';
import { useMessagingText } from './texts.ts';

type Content = MessageTemplate['contents'][number];

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
        return template === undefined ? <PageError /> : <ByChannel template={template} />;
      }}
    </Loaded>
  );
}

/** Each channel has its own text, and its address: `?channel=inbox`. */
function ByChannel({ template }: { readonly template: MessageTemplate }) {
  const [search] = useSearchParams();
  const asked = search.get('channel');
  const content = template.contents.find(({ channel }) => channel === asked) ?? template.contents[0];
  if (content === undefined) return <PageError />;
  return <Editor key={content.channel} template={template} content={content} />;
}

function Editor({ template, content }: { readonly template: MessageTemplate; readonly content: Content }) {
  const t = useMessagingText();
  const say = useWords();
  const locked = useLocked('PUT /api/admin/message-templates/:id/contents/:channel');
  const queries = useQueryClient();
  const { channel } = content;
  const initial = useMemo<Draft>(() => content.values, [content]);
  const save = async (values: Draft) => {
    await api('PUT /api/admin/message-templates/:id/contents/:channel', {
      params: { id: template.id, channel },
      revision: template.revision,
      body: { values: { ...values } },
    });
    await queries.invalidateQueries({ queryKey: ['message-templates'] });
  };
  return (
    <FormPage<Draft>
      back={{ to: '/message-templates', label: t('templates_title') }}
      title={say(template.name)}
      state={
        <StateTag tone={template.kind === 'service' ? 'info' : 'warn'}>{say(messageKind[template.kind])}</StateTag>
      }
      purpose={t(`${template.kind}_help`)}
      actions={<Enabled template={template} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <ContentPreview templateId={template.id} channel={channel} values={values} />}
    >
      <FormSection title={t('form_text')} purpose={t('form_text_purpose', { name: '{{product}}' })}>
        <ChannelChoice template={template} channel={channel} />
        <FormFields fields={content.fields} />
        <Variables template={template} />
      </FormSection>
    </FormPage>
  );
}

function ChannelChoice({ template, channel }: { readonly template: MessageTemplate; readonly channel: string }) {
  const say = useWords();
  const [search, setSearch] = useSearchParams();
  return (
    <Segmented
      style={{ marginBottom: 16 }}
      value={channel}
      disabled={false}
      options={template.contents.map(({ channel: value }) => ({ value, label: say(wordsOf(channelWords, value)) }))}
      onChange={(value) => {
        const next = new URLSearchParams(search);
        next.set('channel', value);
        setSearch(next);
      }}
    />
  );
}

function Enabled({ template }: { readonly template: MessageTemplate }) {
  const t = useMessagingText();
  const may = useMay();
  // Also after a refusal: what the switch shows may be old.
  const { busy, act } = useAct(['message-templates']);
  const change = async (enabled: boolean) => {
    await api('PATCH /api/admin/message-templates/:id', {
      params: { id: template.id },
      body: { enabled },
      revision: template.revision,
    });
  };
  return (
    <span className="hs-inline" title={t('form_on_help')}>
      <span className="hs-soft">{t('form_on')}</span>
      <Switch
        aria-label={t('form_on')}
        checked={template.enabled}
        disabled={!may('PATCH /api/admin/message-templates/:id')}
        loading={busy}
        onChange={(enabled) => void act(async () => change(enabled))}
      />
    </span>
  );
}

function Variables({ template }: { readonly template: MessageTemplate }) {
  const t = useMessagingText();
  const say = useWords();
  if (template.variables.length === 0) return null;
  return (
    <div className="hs-inline" style={{ marginBottom: 16 }}>
      <span className="hs-soft">{t('variables')}</span>
      {template.variables.map((variable) => (
        <Typography.Text
          key={variable.name}
          code
          copyable={{ text: `{{${variable.name}}}`, tooltips: [t('insert'), '✓'] }}
        >
          {say(variable.label)}
        </Typography.Text>
      ))}
    </div>
  );
}
