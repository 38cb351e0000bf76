import type { Draft } from '@huoshui/contracts/form';
import { smsState, smsTextState } from '@huoshui/contracts/words/messaging';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Table } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useFormOf } from '../../ground/forms.ts';
import { useLocked } from '../../ground/may.tsx';
import { Facts, KeyFigures, Panel } from '../../ui/detail/key-figures.tsx';
import { FormFields } from '../../ui/form/fields/form-fields.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { formatCount } from '../../ui/format.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { QuotedCode } from '../../ui/quoted-code.tsx';
import { StateTag, type Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useSmsText } from './sms-texts.ts';

type Sms = Answer<'GET /api/admin/sms'>;
type Reviewed = Sms['texts'][number];
const key = ['sms'];

const tones: Readonly<Record<Reviewed['state'], Tone>> = {
  new: 'neutral',
  waiting: 'info',
  approved: 'good',
  refused: 'bad',
};

/** Who sends the shop's texts, which of them are approved, and what became of those of thirty days. */
export function SmsPage() {
  // What is in review changes by itself.
  const query = useQuery({ queryKey: key, queryFn: async () => api('GET /api/admin/sms'), refetchInterval: 15_000 });
  const form = useFormOf('messaging.sms');
  return (
    <Loaded query={query}>
      {(sms) => <Loaded query={form}>{(definition) => <Editor sms={sms} form={definition} />}</Loaded>}
    </Loaded>
  );
}

type EditorProps = { readonly sms: Sms; readonly form: Answer<'GET /api/admin/forms/:name'> };

function Editor({ sms, form: { fields, initial: start } }: EditorProps) {
  const t = useSmsText();
  const locked = useLocked('PUT /api/admin/sms');
  const queries = useQueryClient();
  const { connected, vendor, accessKeyId, signName, priceService, priceMarketing } = sms;
  const initial = useMemo<Draft>(
    () => (connected ? { ...start, vendor, accessKeyId, signName, priceService, priceMarketing } : start),
    [start, connected, vendor, accessKeyId, signName, priceService, priceMarketing],
  );
  return (
    <FormPage<Draft>
      title={t('title')}
      purpose={t('purpose')}
      initial={initial}
      onSave={async (values) => {
        queries.setQueryData(
          key,
          await api('PUT /api/admin/sms', { body: { values: { ...values } }, revision: sms.revision }),
        );
      }}
      locked={locked}
      preview={() => <Stands sms={sms} />}
    >
      <Figures sms={sms} />
      <FormSection title={t('account')}>
        <FormFields fields={fields} />
      </FormSection>
      <FormSection title={t('texts')} purpose={t('texts_purpose')}>
        <Texts texts={sms.texts} />
      </FormSection>
    </FormPage>
  );
}

function Stands({ sms }: { readonly sms: Sms }) {
  const t = useSmsText();
  return (
    <Panel title={t('state')}>
      <Facts
        facts={[
          {
            label: t('state'),
            value: (
              <StateTag tone={sms.connected ? 'good' : 'neutral'}>
                {t(sms.connected ? 'connected' : 'not_connected')}
              </StateTag>
            ),
          },
          ...(sms.connected
            ? [
                { label: t('report_url'), value: <QuotedCode code={sms.reportUrl} /> },
                { label: t('reply_url'), value: <QuotedCode code={sms.replyUrl} /> },
              ]
            : []),
        ]}
      />
      <p className="hs-soft">{t('url_hint')}</p>
      {sms.trouble !== null && <Alert type="error" showIcon title={t('trouble')} description={sms.trouble} />}
    </Panel>
  );
}

function Figures({ sms }: { readonly sms: Sms }) {
  const t = useSmsText();
  const say = useWords();
  if (sms.states.length === 0 && sms.refusals === 0) return null;
  const failures = sms.failures.map(({ code, count }) => `${code} ${formatCount(count)}`).join(' · ');
  return (
    <KeyFigures
      figures={[
        ...sms.states.map(({ state, count, pieces }) => ({
          label: say(smsState[state]),
          value: formatCount(count),
          note: state === 'failed' && failures !== '' ? failures : t('pieces', { count: formatCount(pieces) }),
        })),
        {
          label: t('refusals'),
          value: <Link to="/sms-refusals">{formatCount(sms.refusals)}</Link>,
          note: t('last_30'),
        },
      ]}
    />
  );
}

function Texts({ texts }: { readonly texts: readonly Reviewed[] }) {
  const t = useSmsText();
  const say = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is scrolled by the keyboard too
    <section className="hs-grid-scroll" aria-label={t('text')} tabIndex={0}>
      <Table<Reviewed>
        size="small"
        rowKey={(row) => `${row.code ?? ''} ${row.madeAt} ${row.text}`}
        dataSource={[...texts]}
        pagination={texts.length > 10 ? { pageSize: 10, showSizeChanger: false } : false}
        locale={{ emptyText: <Link to="/message-templates">{t('texts_empty')}</Link> }}
        columns={[
          { title: t('template'), render: (_, row) => say(row.name) },
          { title: t('text'), width: 320, render: (_, row) => <span className="hs-sms-text">{row.text}</span> },
          {
            title: t('review'),
            render: (_, row) => (
              <>
                <StateTag tone={tones[row.state]}>{say(smsTextState[row.state])}</StateTag>
                {row.reason !== '' && <div className="hs-soft">{row.reason}</div>}
              </>
            ),
          },
          { title: t('code'), render: (_, row) => row.code ?? '–' },
        ]}
      />
    </section>
  );
}
