import { valuesOf } from '@huoshui/contracts/words';
import { planState } from '@huoshui/contracts/words/distribution';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { PlanDialog } from './plan-dialog.tsx';
import { useDistributionText } from './texts.ts';

export type Plan = Answer<'GET /api/admin/distribution-plans'>['items'][number];

const tones: Readonly<Record<Plan['state'], Tone>> = {
  running: 'good',
  coming: 'info',
  over: 'neutral',
  archived: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(planState), filters.state);
  return api('GET /api/admin/distribution-plans', { query: { q, cursor, limit, state } });
}

/** Which goods earn how much, from when. */
export function PlanList() {
  const t = useDistributionText();
  const say = useWords();
  return (
    <EditedList<Plan>
      name="distribution-plans"
      title={t('plans')}
      purpose={t('plans_purpose')}
      searchHint={t('plan_name')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/distribution-plans', label: t('add_plan') }}
      change="PUT /api/admin/distribution-plans/:id"
      dialog={(plan, close) => <PlanDialog plan={plan} onClose={close} />}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(planState, say) }]}
      columns={[
        textColumn('name', t('plan_name'), (row) => row.name),
        textColumn('rule', t('plan_rule'), (row) => say(row.sentence)),
        stateColumn(
          'state',
          t('state'),
          (row) => say(planState[row.state]),
          (row) => tones[row.state],
        ),
        timeColumn('created', t('created'), (row) => row.createdAt),
        actsColumn((row) => <Archive plan={row} />, 90),
      ]}
      empty={{ title: t('plans_empty'), hint: t('plans_hint') }}
    />
  );
}

const ARCHIVE = 'POST /api/admin/distribution-plans/:id/archiving';

function Archive({ plan: { id, name, state } }: { readonly plan: Plan }) {
  const t = useDistributionText();
  const archived = state === 'archived';
  return (
    <RowAct
      call={ARCHIVE}
      list="distribution-plans"
      label={t(archived ? 'restore' : 'archive')}
      done={t('saved')}
      ask={archived ? undefined : { title: t('archive_title', { name }), body: t('archive_body') }}
      run={async () => api(ARCHIVE, { params: { id }, body: { archived: !archived } })}
    />
  );
}
