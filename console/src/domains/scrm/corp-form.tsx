import type { Draft } from '@huoshui/contracts/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useMemo } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { Facts, Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useScrmText } from './texts.ts';

type Corp = Answer<'GET /api/admin/wecom'>;
const key = ['wecom'];

export function CorpForm() {
  const query = useQuery({ queryKey: key, queryFn: async () => api('GET /api/admin/wecom') });
  const form = useFormOf('scrm.corp');
  return (
    <Loaded query={query}>
      {(corp) => <Loaded query={form}>{(definition) => <Editor corp={corp} form={definition} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = { readonly corp: Corp; readonly form: Answer<'GET /api/admin/forms/:name'> };

function Editor({ corp, form: { fields, initial: start } }: EditorProps) {
  const t = useScrmText();
  const locked = useLocked('PUT /api/admin/wecom');
  const queries = useQueryClient();
  const initial = useMemo<Draft>(
    () => ({ ...start, corpid: corp.corpid, agentid: corp.agentid }),
    [start, corp.corpid, corp.agentid],
  );
  return (
    <FormPage<Draft>
      title={t('corp_title')}
      purpose={t('corp_purpose')}
      initial={initial}
      onSave={async (values) => {
        queries.setQueryData(
          key,
          await api('PUT /api/admin/wecom', { body: { values: { ...values } }, revision: corp.revision }),
        );
      }}
      locked={locked}
      preview={() => <Stands corp={corp} />}
    >
      <FormSection title={t('corp_section')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}

function Stands({ corp }: { readonly corp: Corp }) {
  const t = useScrmText();
  const say = useWords();
  return (
    <Panel title={t('corp_state')}>
      <Facts
        facts={[
          {
            label: t('state'),
            value: (
              <StateTag tone={corp.connected ? 'good' : 'neutral'}>
                {t(corp.connected ? 'connected' : 'not_connected')}
              </StateTag>
            ),
          },
          { label: t('corp_callback'), value: <QuotedCode code={corp.callbackUrl} /> },
          {
            label: t('corp_synced'),
            value: corp.syncedAt === null ? t('never') : <Time at={corp.syncedAt} absolute />,
          },
        ]}
      />
      <p className="hs-soft">{t('corp_callback_hint')}</p>
      {corp.trouble !== null && <Alert type="warning" showIcon title={say(corp.trouble)} />}
    </Panel>
  );
}
