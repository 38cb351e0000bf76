import type { Draft } from '@huoshui/contracts/form';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { useFormOf } from '../../../ground/forms.ts';
import { useLocked } from '../../../ground/may.tsx';
import { Facts, Panel } from '../../../ui/detail/key-figures.tsx';
import { FormFields } from '../../../ui/form/fields/form-fields.tsx';
import { FormPreview } from '../../../ui/form/fields/form-preview.tsx';
import { FormPage, FormSection } from '../../../ui/form/form-page.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useWords } from '../../../ui/words.ts';
import { useTransferText } from './texts.ts';

type Definition = Answer<'GET /api/admin/forms/:name'>;

export function TransferForm() {
  const form = useFormOf('scrm.transfer');
  return <Loaded query={form}>{(definition) => <Editor form={definition} />}</Loaded>;
}

function Editor({ form: { fields, initial } }: { readonly form: Definition }) {
  const t = useTransferText();
  const locked = useLocked('POST /api/admin/transfers');
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (
    <FormPage<Draft>
      back={{ to: '/transfers', label: t('title') }}
      title={t('new')}
      initial={initial}
      saveLabel={t('create')}
      onSave={async (values) => {
        const { id } = await api('POST /api/admin/transfers', { body: { values: { ...values } } });
        await queries.invalidateQueries({ queryKey: ['transfers'] });
        await navigate(`/transfers/${id}`);
      }}
      locked={locked}
      preview={(values) => (
        <>
          <FormPreview name="scrm.transfer" values={values} />
          <Plan values={values} />
        </>
      )}
    >
      <FormSection title={t('section')}>
        <FormFields fields={fields} />
      </FormSection>
    </FormPage>
  );
}

function isWhole({ from, to, perDay }: Draft): boolean {
  return typeof from === 'string' && Array.isArray(to) && to.length > 0 && typeof perDay === 'number';
}

/** Who would get whom, computed by the server as things stand. */
function Plan({ values }: { readonly values: Draft }) {
  const t = useTransferText();
  const query = useQuery({
    queryKey: ['transfers', 'preview', values],
    queryFn: async () => api('POST /api/admin/transfers/preview', { body: { values: { ...values } } }),
    enabled: isWhole(values),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Panel title={t('plan')}>
      {query.data === undefined ? <p className="hs-soft">{t('plan_waits')}</p> : <Planned plan={query.data} />}
    </Panel>
  );
}

function Planned({
  plan: { resigned, total, takers, left, rule },
}: {
  readonly plan: Answer<'POST /api/admin/transfers/preview'>;
}) {
  const t = useTransferText();
  const say = useWords();
  return (
    <>
      <p>
        <strong>{t('plan_total', { n: formatCount(total) })}</strong>
        {resigned && ` · ${t('plan_resigned')}`}
      </p>
      <Facts
        facts={[
          ...takers.map(({ name, count, days, room }) => ({
            label: name,
            value: t('plan_taker', { count: formatCount(count), days, room: formatCount(room) }),
          })),
          ...left.map(({ why, count }) => ({ label: `${t('plan_left')}: ${say(why)}`, value: formatCount(count) })),
        ]}
      />
      <p className="hs-soft">
        {t('rule')}: {say(rule.words)}{' '}
        <span className="hs-faint">{t('rule_source', { source: rule.source, asOf: rule.asOf })}</span>
      </p>
    </>
  );
}
