import { groupWelcomeState } from '@huoshui/contracts/words/group-welcomes';
import { type Answer, api } from '../../../ground/api.ts';
import { EditedList } from '../../../ground/edited-list.tsx';
import { RowAct } from '../../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import { useGroupWelcomeText } from './texts.ts';
import { WelcomeDialog } from './welcome-dialog.tsx';

export type GroupWelcome = Answer<'GET /api/admin/group-welcomes'>['items'][number];

const tones: Readonly<Record<GroupWelcome['state'], Tone>> = {
  making: 'neutral',
  live: 'good',
  stuck: 'bad',
  archived: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  const state = oneOf(['live', 'archived'] as const, filters.state);
  return api('GET /api/admin/group-welcomes', { query: { q, cursor, limit, state } });
}

export function GroupWelcomeList() {
  const t = useGroupWelcomeText();
  const say = useWords();
  return (
    <EditedList<GroupWelcome>
      name="group-welcomes"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/group-welcomes', label: t('create') }}
      change="PUT /api/admin/group-welcomes/:id"
      dialog={(welcome, close) => <WelcomeDialog welcome={welcome} onClose={close} />}
      filters={[
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          options: [
            { value: 'live', label: t('live') },
            { value: 'archived', label: t('archived') },
          ],
        },
      ]}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        stateColumn(
          'state',
          t('state'),
          (row) => say(groupWelcomeState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('used', t('used'), (row) => `${row.used} / ${row.groups}`),
        textColumn('text', t('text'), (row) => (typeof row.values.text === 'string' ? row.values.text : '')),
        textColumn('does', t('does'), (row) => say(row.sentence)),
        textColumn('trouble', t('trouble'), (row) => (row.trouble === null ? '' : say(row.trouble))),
        timeColumn('published', t('published'), (row) => row.publishedAt),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        actsColumn((row) => <Acts welcome={row} />, 170),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

function Acts({ welcome: { id, state } }: { readonly welcome: GroupWelcome }) {
  const t = useGroupWelcomeText();
  const params = { id };
  const archived = state === 'archived';
  return (
    <span className="hs-inline" style={{ flexWrap: 'nowrap', justifyContent: 'flex-end', gap: 0 }}>
      {state === 'stuck' && (
        <RowAct
          call="POST /api/admin/group-welcomes/:id/publishing"
          list="group-welcomes"
          label={t('publish')}
          done={t('publishing')}
          run={async () => api('POST /api/admin/group-welcomes/:id/publishing', { params })}
        />
      )}
      <RowAct
        call="POST /api/admin/group-welcomes/:id/archiving"
        list="group-welcomes"
        label={t(archived ? 'restore' : 'archive')}
        done={t(archived ? 'restored' : 'archived')}
        run={async () => api('POST /api/admin/group-welcomes/:id/archiving', { params, body: { archived: !archived } })}
      />
    </span>
  );
}
