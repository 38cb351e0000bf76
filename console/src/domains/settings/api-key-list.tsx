import { apiKeyState } from '@huoshui/contracts/words/operators';
import { permissionWords } from '@huoshui/contracts/words/permissions';
import { Tooltip } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { EditedList } from '../../ground/edited-list.tsx';
import { RowAct } from '../../ground/row-act.tsx';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { ApiKeyDialog } from './api-key-dialog.tsx';
import { useApiKeyText } from './api-key-texts.ts';
import './settings.css';

type ApiKey = Answer<'GET /api/admin/api-keys'>['items'][number];

const tones: Readonly<Record<ApiKey['state'], Tone>> = {
  works: 'good',
  ending: 'warn',
  less: 'warn',
  expired: 'neutral',
  ended: 'neutral',
};

async function load({ q, cursor, limit }: ListRequest) {
  return api('GET /api/admin/api-keys', { query: { q, cursor, limit } });
}

export function ApiKeyList() {
  const t = useApiKeyText();
  const say = useWords();
  return (
    <EditedList<ApiKey>
      name="api-keys"
      title={t('title')}
      purpose={t('purpose')}
      searchHint={t('search')}
      load={load}
      rowKey={(row) => row.id}
      create={{ call: 'POST /api/admin/api-keys', label: t('new') }}
      dialog={(_, close) => <ApiKeyDialog onClose={close} />}
      columns={[
        textColumn('name', t('name'), (row) => row.name),
        {
          key: 'begins',
          title: t('begins'),
          render: (row) => <span className="hs-code">{row.begins}…</span>,
          csv: (row) => row.begins,
        },
        textColumn('whose', t('whose'), (row) => row.operatorName),
        {
          key: 'scopes',
          title: t('scopes'),
          render: (row) => <Scopes apiKey={row} />,
          csv: (row) => row.scopes.map((scope) => say(permissionWords(scope))).join(' / '),
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(apiKeyState[row.state]),
          (row) => tones[row.state],
        ),
        timeColumn('used', t('used'), (row) => row.lastUsedAt),
        textColumn('from', t('from'), (row) => row.lastAddress, { hidden: true }),
        timeColumn('expires', t('expires'), (row) => row.expiresAt),
        timeColumn('created', t('created'), (row) => row.createdAt, { hidden: true }),
        timeColumn('ended', t('ended'), (row) => row.endedAt, { hidden: true }),
        actsColumn((row) => (row.state === 'ended' ? null : <EndAct apiKey={row} />), 90),
      ]}
      empty={{ title: t('empty'), hint: t('empty_hint') }}
    />
  );
}

/** How many; which, on hover and with the keyboard. */
function Scopes({ apiKey: { scopes, worksFor } }: { readonly apiKey: ApiKey }) {
  const t = useApiKeyText();
  const say = useWords();
  const [n, m] = [scopes.length, worksFor.length];
  return (
    <Tooltip title={scopes.map((scope) => say(permissionWords(scope))).join(' / ')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what they are is within reach of the keyboard */}
      <span tabIndex={0}>{n === m ? t('scopes_count', { n }) : t('scopes_less', { n, m })}</span>
    </Tooltip>
  );
}

function EndAct({ apiKey: { id, name } }: { readonly apiKey: ApiKey }) {
  const t = useApiKeyText();
  return (
    <RowAct
      call="POST /api/admin/api-keys/:id/ending"
      list="api-keys"
      label={t('end')}
      done={t('end_done')}
      ask={{ title: t('end_title', { name }), body: t('end_body') }}
      run={async () => api('POST /api/admin/api-keys/:id/ending', { params: { id } })}
    />
  );
}
