import { valuesOf } from '@huoshui/contracts/words';
import { handoverState, transferState } from '@huoshui/contracts/words/scrm-transfer';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback } from 'react';
import { useParams } from 'react-router';
import { type Answer, api } from '../../../ground/api.ts';
import { May } from '../../../ground/may.tsx';
import { useAct } from '../../../ui/act.ts';
import { useConfirm } from '../../../ui/confirm.tsx';
import { KeyFigures } from '../../../ui/detail/key-figures.tsx';
import { Time } from '../../../ui/figures.tsx';
import { formatCount } from '../../../ui/format.ts';
import { type ListRequest, oneOf } from '../../../ui/list/column.ts';
import { memberColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import { Loaded } from '../../../ui/loaded.tsx';
import { PageHead } from '../../../ui/page-head.tsx';
import { StateTag, type Tone } from '../../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../../ui/words.ts';
import { useTransferText } from './texts.ts';
import { type Transfer, transferTones } from './transfer-list.tsx';

type Handover = Answer<'GET /api/admin/transfers/:id/handovers'>['items'][number];
const tones: Readonly<Record<Handover['state'], Tone>> = {
  planned: 'neutral',
  asked: 'info',
  waiting: 'info',
  done: 'good',
  refused: 'warn',
  full: 'warn',
  failed: 'bad',
  stopped: 'neutral',
};
/** While one goes on there is something to wait for. */
const POLL_MS = 15_000;

export function TransferPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['transfers', 'one', id],
    queryFn: async () => api('GET /api/admin/transfers/:id', { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? POLL_MS : false),
  });
  return <Loaded query={query}>{(transfer) => <Shown transfer={transfer} />}</Loaded>;
}

function Shown({ transfer }: { readonly transfer: Transfer }) {
  const t = useTransferText();
  const say = useWords();
  return (
    <div className="hs-page">
      <PageHead
        back={{ to: '/transfers', label: t('title') }}
        title={transfer.from}
        purpose={say(transfer.sentence)}
        state={<StateTag tone={transferTones[transfer.state]}>{say(transferState[transfer.state])}</StateTag>}
        actions={transfer.state === 'running' && <Stop id={transfer.id} />}
      />
      <KeyFigures
        figures={[
          { label: t('total'), value: formatCount(transfer.total) },
          ...transfer.counts.map(({ state, count }) => ({
            label: say(handoverState[state]),
            value: formatCount(count),
          })),
          ...(transfer.lastAt === null ? [] : [{ label: t('last_at'), value: <Time at={transfer.lastAt} absolute /> }]),
        ]}
      />
      <Handovers id={transfer.id} />
    </div>
  );
}

function Stop({ id }: { readonly id: string }) {
  const t = useTransferText();
  const confirm = useConfirm();
  const { busy, act } = useAct(['transfers']);
  const stop = async () => {
    if (await confirm({ title: t('stop_ask'), body: t('stop_body'), ok: t('stop') }))
      await act(async () => api('POST /api/admin/transfers/:id/stop', { params: { id } }), t('stopped'));
  };
  return (
    <May call="POST /api/admin/transfers/:id/stop">
      <Button loading={busy} onClick={() => void stop()}>
        {t('stop')}
      </Button>
    </May>
  );
}

function Handovers({ id }: { readonly id: string }) {
  const t = useTransferText();
  const say = useWords();
  const load = useCallback(
    async ({ q, cursor, limit, filters }: ListRequest) =>
      api('GET /api/admin/transfers/:id/handovers', {
        params: { id },
        query: { q, cursor, limit, state: oneOf(valuesOf(handoverState), filters.state) },
      }),
    [id],
  );
  return (
    <List<Handover>
      embedded
      name="transfer-handovers"
      about={id}
      title={t('people')}
      load={load}
      rowKey={(row) => row.id}
      searchHint={t('customer')}
      filters={[{ key: 'state', kind: 'choice', label: t('state'), options: optionsOf(handoverState, say) }]}
      columns={[
        textColumn('customer', t('customer'), (row) => row.customer),
        memberColumn('member', t('member'), (row) =>
          row.memberId === null ? null : { id: row.memberId, name: t('open_member') },
        ),
        textColumn('to', t('to'), (row) => row.to),
        stateColumn(
          'state',
          t('state'),
          (row) => say(handoverState[row.state]),
          (row) => tones[row.state],
        ),
        textColumn('why', t('why'), (row) => (row.trouble === null ? '' : say(row.trouble))),
        timeColumn('next', t('next'), (row) => row.dueAt),
        timeColumn('ended', t('ended'), (row) => row.endedAt),
      ]}
      empty={{ title: t('none'), hint: t('none_hint') }}
    />
  );
}
