import { valuesOf } from '@huoshui/contracts/words';
import { briefingFault, briefingState } from '@huoshui/contracts/words/briefings';
import { useSearchParams } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useBriefingText } from './texts.ts';

type Delivery = Answer<'GET /api/admin/briefing-deliveries'>['items'][number];
const tones: Readonly<Record<Delivery['state'], Tone>> = {
  waiting: 'info',
  sending: 'info',
  delivered: 'good',
  failed: 'bad',
  unknown: 'warn',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/briefing-deliveries', {
    query: { q, cursor, limit, state: oneOf(valuesOf(briefingState), filters.state), briefingId: filters.briefing },
  });
}

/** Each issue to each reader: what became of it. */
export function DeliveryList() {
  const t = useBriefingText();
  const say = useWords();
  const briefing = useSearchParams()[0].get('briefing');
  return (
    <List<Delivery>
      name="briefing-deliveries"
      title={t('log_title')}
      purpose={t('log_purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), width: 112, options: optionsOf(briefingState, say) },
        ...(briefing === null
          ? []
          : [
              {
                key: 'briefing',
                kind: 'choice' as const,
                label: t('title'),
                options: [{ value: briefing, label: t('this_one') }],
              },
            ]),
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        textColumn('due', t('due'), (row) => row.dueOn),
        textColumn('reader', t('reader'), (row) => row.reader),
        textColumn('by', t('by'), (row) => t(`by_${row.by}`)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(briefingState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('reason', t('reason'), (row) => (row.fault === null ? null : say(briefingFault[row.fault]))),
        countColumn('attempts', t('attempts'), (row) => row.attempts),
        timeColumn('next', t('next'), (row) => row.nextAt),
        timeColumn('settled', t('settled'), (row) => row.settledAt),
        actsColumn((row) => (row.state === 'failed' || row.state === 'unknown') && <Retry id={row.id} />, 90),
      ]}
      empty={{ title: t('log_empty'), hint: t('log_empty_hint') }}
    />
  );
}

function Retry({ id }: { readonly id: string }) {
  const t = useBriefingText();
  return (
    <RowAct
      call="POST /api/admin/briefing-deliveries/:id/retry"
      list="briefing-deliveries"
      label={t('retry')}
      done={t('retried')}
      run={async () => api('POST /api/admin/briefing-deliveries/:id/retry', { params: { id } })}
    />
  );
}
