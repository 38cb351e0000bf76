import { type Answer, api } from '../../ground/api.ts';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useSmsText } from './sms-texts.ts';

type Refusal = Answer<'GET /api/admin/sms-refusals'>['items'][number];

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/sms-refusals', { query: { q, cursor, limit } });
}

/** Numbers that want no promotions. */
export function SmsRefusals() {
  const t = useSmsText();
  return (
    <List<Refusal>
      name="sms-refusals"
      title={t('refusals_title')}
      purpose={t('refusals_purpose')}
      searchHint={t('refusals_search')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        textColumn('phone', t('phone'), (row) => row.phone),
        textColumn('said', t('said'), (row) => row.words),
        timeColumn('at', t('said_at'), (row) => row.saidAt),
        actsColumn((row) => <TakeBack refusal={row} />),
      ]}
      empty={{ title: t('refusals_empty'), hint: t('refusals_empty_hint') }}
    />
  );
}

function TakeBack({ refusal: { id, phone } }: { readonly refusal: Refusal }) {
  const t = useSmsText();
  return (
    <RowAct
      call="DELETE /api/admin/sms-refusals/:id"
      list="sms-refusals"
      label={t('take_back')}
      done={t('taken_back')}
      ask={{ title: t('take_back_ask'), body: t('take_back_body', { phone }) }}
      run={async () => api('DELETE /api/admin/sms-refusals/:id', { params: { id } })}
    />
  );
}
