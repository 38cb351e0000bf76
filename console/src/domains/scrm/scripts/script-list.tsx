import { valuesOf } from '@huoshui/contracts/words';
import { stage } from '@huoshui/contracts/words/audiences';
import { scriptState } from '@huoshui/contracts/words/scrm';
import { useQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../../ground/api.ts';
import { EditedList } from '../../../ground/edited-list.tsx';
import { RowAct } from '../../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import {
  actsColumn,
  countColumn,
  moneyColumn,
  percentColumn,
  stateColumn,
  textColumn,
  timeColumn,
} from '../../../ui/list/columns.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { ScriptDialog } from './script-dialog.tsx';
import { useScriptText } from './texts.ts';

export type Script = Answer<'GET /api/admin/scripts'>['items'][number];

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(valuesOf(scriptState), filters.state);
  return api('GET /api/admin/scripts', { query: { q, cursor, limit, state, folder: filters.folder } });
}

/** 话术库: what staff say, and what came of it. */
export function ScriptList() {
  const t = useScriptText();
  const say = useWords();
  const folders = useQuery({
    queryKey: ['scripts', 'folders'],
    queryFn: async () => api('GET /api/admin/script-folders'),
  });
  return (
    <EditedList<Script>
      name="scripts"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/scripts', label: t('create') }}
      change="PUT /api/admin/scripts/:id"
      dialog={(script, close) => <ScriptDialog script={script} onClose={close} />}
      filters={[
        {
          key: 'folder',
          kind: 'choice',
          label: t('folder'),
          options: (folders.data?.items ?? []).map(({ name, scripts }) => ({
            value: name,
            label: `${name} ${scripts}`,
          })),
        },
        { key: 'state', kind: 'choice', label: t('state'), options: optionsOf(scriptState, say) },
      ]}
      columns={[
        textColumn('script', t('script'), (row) => row.title),
        textColumn('folder', t('folder'), (row) => row.folder),
        textColumn('text', t('text'), (row) => row.text),
        textColumn('stages', t('stages'), (row) =>
          row.stages.length === 0 ? t('all_stages') : row.stages.map((one) => say(stage[one])).join(' · '),
        ),
        countColumn('sent', t('sent'), (row) => row.sent),
        countColumn('people', t('people'), (row) => row.people),
        countColumn('ordered', t('ordered'), (row) => row.ordered),
        percentColumn('rate', t('rate'), (row) => (row.people === 0 ? null : row.ordered / row.people)),
        moneyColumn('gmv', t('gmv'), (row) => row.gmv),
        moneyColumn('spent', t('spent'), (row) => row.spent, { hidden: true }),
        stateColumn(
          'state',
          t('state'),
          (row) => say(scriptState[row.state]),
          (row) => (row.state === 'live' ? 'good' : 'neutral'),
        ),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <Archive script={row} />, 110),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function Archive({ script: { id, state } }: { readonly script: Script }) {
  const t = useScriptText();
  const live = state === 'live';
  return (
    <RowAct
      call="POST /api/admin/scripts/:id/archiving"
      list="scripts"
      label={t(live ? 'archive' : 'restore')}
      done={t(live ? 'archived' : 'restored')}
      run={async () => api('POST /api/admin/scripts/:id/archiving', { params: { id }, body: { archived: live } })}
    />
  );
}
