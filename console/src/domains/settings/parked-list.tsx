import { App, Button } from 'antd';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import type { ListRequest } from '../../ui/list/column.ts';
import { actsColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { useWords } from '../../ui/words.ts';
import { useSettingsText } from './texts.ts';

type Parked = Answer<'GET /api/admin/parked-facts'>['items'][number];

async function load({ cursor, limit }: ListRequest) {
  return api('GET /api/admin/parked-facts', { query: { cursor, limit } });
}

/** What a part of the server could not take in, with the reason; handed to it again once that is mended. */
export function ParkedList() {
  const t = useSettingsText();
  const say = useWords();
  return (
    <List<Parked>
      name="parked"
      title={t('parked_title')}
      purpose={t('parked_purpose')}
      load={load}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'what',
          title: t('parked_what'),
          render: (row) => (
            <span className="hs-two-lines">
              <span>{say(row.words)}</span>
              <span className="hs-faint hs-code">{row.type}</span>
            </span>
          ),
          csv: (row) => row.type,
        },
        textColumn('listener', t('parked_by'), (row) => row.listener),
        {
          key: 'error',
          title: t('parked_error'),
          render: (row) => <span className="hs-code hs-details">{row.error}</span>,
          csv: (row) => row.error,
        },
        timeColumn('at', t('when'), (row) => row.parkedAt),
        actsColumn((row) => <RetryButton row={row} />, 96),
      ]}
      empty={{ title: t('parked_empty'), hint: t('parked_empty_hint') }}
    />
  );
}

function RetryButton({ row }: { readonly row: Parked }) {
  const t = useSettingsText();
  const { message } = App.useApp();
  const { busy, act } = useAct(['parked', 'work']);
  const retry = async () =>
    act(async () => {
      const { handled, error } = await api('POST /api/admin/parked-facts/:id/retry', { params: { id: row.id } });
      if (handled) void message.success(t('parked_handled'));
      else void message.warning(t('parked_again', { error: error ?? '' }));
    });
  return (
    <May call="POST /api/admin/parked-facts/:id/retry">
      <Button size="small" loading={busy} onClick={() => void retry()}>
        {t('parked_retry')}
      </Button>
    </May>
  );
}
