import { valuesOf } from '@huoshui/contracts/words';
import { callbackSource, callbackState } from '@huoshui/contracts/words/shop';
import { type Answer, api } from '../../ground/api.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useSettingsText } from './texts.ts';

type Callback = Answer<'GET /api/admin/callbacks'>['items'][number];
const tones: Readonly<Record<Callback['state'], Tone>> = {
  waiting: 'info',
  working: 'info',
  done: 'good',
  failed: 'bad',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(callbackState), filters.state);
  const source = oneOf(valuesOf(callbackSource), filters.source);
  return api('GET /api/admin/callbacks', { query: { q, cursor, limit, state, source } });
}

/** What platforms pushed, with what became of it; any of it can be worked off once more. */
export function CallbackList() {
  const t = useSettingsText();
  const say = useWords();
  return (
    <List<Callback>
      name="callbacks"
      title={t('callbacks_title')}
      purpose={t('callbacks_purpose')}
      searchHint={t('callbacks_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('callbacks_state'), options: optionsOf(callbackState, say) },
        { key: 'source', kind: 'choice', label: t('callbacks_source'), options: optionsOf(callbackSource, say) },
      ]}
      columns={[
        textColumn('kind', t('callbacks_kind'), (row) => row.kind),
        textColumn('source', t('callbacks_source'), (row) => say(callbackSource[row.source])),
        textColumn('person', t('callbacks_person'), (row) => row.person),
        {
          key: 'body',
          title: t('callbacks_body'),
          render: (row) => <span className="hs-code hs-details">{JSON.stringify(row.body)}</span>,
          csv: (row) => JSON.stringify(row.body),
          hidden: true,
        },
        stateColumn(
          'state',
          t('callbacks_state'),
          (row) => say(callbackState[row.state]),
          (row) => tones[row.state],
        ),
        {
          key: 'error',
          title: t('parked_error'),
          render: ({ error }) => (error === null ? null : <span className="hs-code hs-details">{error}</span>),
          csv: (row) => row.error ?? '',
        },
        countColumn('attempts', t('callbacks_attempts'), (row) => row.attempts),
        countColumn('deliveries', t('callbacks_deliveries'), (row) => row.deliveries),
        timeColumn('happened', t('callbacks_happened'), (row) => row.happenedAt),
        timeColumn('received', t('callbacks_received'), (row) => row.receivedAt),
        timeColumn('next', t('callbacks_next'), (row) => (row.state === 'waiting' ? row.nextAt : null)),
        textColumn('number', t('callbacks_number'), (row) => row.id, { hidden: true }),
        actsColumn(
          ({ id, state }) =>
            state === 'working' ? null : (
              <RowAct
                call="POST /api/admin/callbacks/:id/replay"
                list="callbacks"
                label={t('callbacks_replay')}
                done={t('callbacks_replayed')}
                run={async () => api('POST /api/admin/callbacks/:id/replay', { params: { id } })}
              />
            ),
          96,
        ),
      ]}
      empty={{ title: t('callbacks_empty'), hint: t('callbacks_empty_hint') }}
    />
  );
}
