import { wordsOf } from '@huoshui/contracts/words';
import { channel, outboundState, verdict, verdictReason } from '@huoshui/contracts/words/messaging';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCauseFilters } from '../../ground/cause.ts';
import { asInteger } from '../../ui/address/shapes.ts';
import { byPlace } from '../../ui/by-place.ts';
import { Facts, KeyFigures } from '../../ui/detail/key-figures.tsx';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount, formatPercent } from '../../ui/format.ts';
import { type Column, type ListRequest, oneOf } from '../../ui/list/column.ts';
import { memberColumn, stateColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { channels, outboundStates, outboundTones, reasons, verdicts, verdictTones } from './outbound-state.ts';
import { useMessagingText } from './texts.ts';

export type OutboundRow = Answer<'GET /api/admin/outbound'>['items'][number];

async function loadOutbound({ q, cursor, limit, filters }: ListRequest, memberId?: string) {
  return api('GET /api/admin/outbound', {
    query: {
      q,
      cursor,
      limit,
      memberId,
      causeId: filters.cause,
      channel: oneOf(channels, filters.channel),
      verdict: oneOf(verdicts, filters.verdict),
      reason: oneOf(reasons, filters.reason),
      state: oneOf(outboundStates, filters.state),
      node: filters.node,
      opened: oneOf(['yes'], filters.opened),
      days: asInteger(1, 365).read(filters.days ?? ''),
    },
  });
}

export function OutboundList() {
  const t = useMessagingText();
  const say = useWords();
  const navigate = useNavigate();
  const causes = useCauseFilters({ cause: t('cause'), node: t('step') });
  const load = useCallback(async (request: ListRequest) => loadOutbound(request), []);
  return (
    <List<OutboundRow>
      name="outbound"
      title={t('outbound_title')}
      purpose={t('outbound_purpose')}
      searchHint={t('outbound_search')}
      above={<OutboundSummary />}
      load={load}
      rowKey={(row) => row.id}
      columns={useOutboundColumns()}
      filters={[
        {
          key: 'verdict',
          kind: 'choice',
          label: t('verdict'),
          width: 104,
          options: verdicts.map((value) => ({ value, label: say(verdict[value]) })),
        },
        {
          key: 'reason',
          kind: 'choice',
          label: t('reason'),
          width: 144,
          options: reasons.map((value) => ({ value, label: say(verdictReason[value]) })),
        },
        {
          key: 'state',
          kind: 'choice',
          label: t('state'),
          width: 120,
          options: outboundStates.map((value) => ({ value, label: say(outboundState[value]) })),
        },
        {
          key: 'channel',
          kind: 'choice',
          label: t('channel'),
          width: 120,
          options: channels.map((value) => ({ value, label: say(channel[value]) })),
        },
        {
          key: 'days',
          kind: 'choice',
          label: t('days'),
          width: 136,
          options: [7, 30, 90].map((days) => ({ value: `${days}`, label: t('last_days', { days }) })),
        },
        {
          key: 'opened',
          kind: 'choice',
          label: t('opened'),
          width: 104,
          options: [{ value: 'yes', label: t('opened_yes') }],
        },
        ...causes,
      ]}
      drawer={{ title: (row) => row.title, width: 520, body: (row) => <OutboundDetail row={row} /> }}
      empty={{
        title: t('outbound_empty'),
        hint: t('outbound_empty_hint'),
        action: <Button onClick={() => void navigate('/playbooks')}>{t('to_playbooks')}</Button>,
      }}
    />
  );
}

/** The messages of one member, on her page. */
export function OutboundOf({ memberId }: { readonly memberId: string }) {
  const t = useMessagingText();
  const load = useCallback(async (request: ListRequest) => loadOutbound(request, memberId), [memberId]);
  const columns = useOutboundColumns().filter((column) => column.key !== 'member');
  return (
    <List<OutboundRow>
      embedded
      name="outbound-of-member"
      title={t('outbound_title')}
      load={load}
      rowKey={(row) => row.id}
      columns={columns}
      drawer={{ title: (row) => row.title, width: 520, body: (row) => <OutboundDetail row={row} /> }}
      empty={{ title: t('outbound_empty'), hint: t('outbound_empty_hint') }}
    />
  );
}

function OutboundSummary() {
  const t = useMessagingText();
  const say = useWords();
  const { data } = useQuery({
    queryKey: ['outbound', 'summary'],
    queryFn: async () => api('GET /api/admin/outbound/summary', { query: { days: 30 } }),
  });
  if (!data || data.sent + data.deferred + data.suppressed + data.failed + data.unknown === 0) return null;
  return (
    <KeyFigures
      figures={[
        { label: t('summary_sent'), value: <Messages of="state=accepted" count={data.sent} />, note: t('last_30') },
        {
          label: t('summary_opened'),
          value: <Messages of="opened=yes" count={data.opened} />,
          note: t('open_rate', { rate: formatPercent(data.sent === 0 ? null : data.opened / data.sent) }),
        },
        { label: t('summary_cost'), value: <Money fen={data.cost} /> },
        { label: t('summary_deferred'), value: <Messages of="state=queued&verdict=defer" count={data.deferred} /> },
        {
          label: t('summary_suppressed'),
          value: <Messages of="state=suppressed" count={data.suppressed} />,
          note: byPlace(data.byReason.slice(0, 3)).map(({ place, index, item: { reason, count } }) => (
            <span key={place}>
              {index > 0 && ' · '}
              {say(verdictReason[reason])} <Messages of={`reason=${reason}`} count={count} />
            </span>
          )),
        },
        { label: t('summary_failed'), value: <Messages of="state=failed" count={data.failed} /> },
        {
          label: t('summary_unknown'),
          value: <Messages of="state=unknown" count={data.unknown} />,
          note: t('unknown_note'),
        },
      ]}
    />
  );
}

/** A number of the summary that opens its messages: this list, of the same days. */
function Messages({ of, count }: { readonly of: string; readonly count: number }) {
  if (count === 0) return formatCount(count);
  return (
    <Link className="hs-people" to={`/outbound?days=30&${of}`}>
      {formatCount(count)}
    </Link>
  );
}

function OutboundDetail({ row }: { readonly row: OutboundRow }) {
  const t = useMessagingText();
  const say = useWords();
  return (
    <Facts
      facts={[
        { label: t('member'), value: <Link to={`/members/${row.memberId}`}>{row.memberName}</Link> },
        { label: t('channel'), value: way(say(wordsOf(channel, row.channel)), row.app) },
        { label: t('template'), value: say(row.templateName) },
        { label: t('full_text'), value: <span style={{ whiteSpace: 'pre-wrap' }}>{row.text}</span> },
        {
          label: t('verdict'),
          value:
            row.verdict === null ? (
              '–'
            ) : (
              <StateTag tone={verdictTones[row.verdict]}>{say(verdict[row.verdict])}</StateTag>
            ),
        },
        { label: t('reason'), value: row.reason === null ? '–' : say(verdictReason[row.reason]) },
        {
          label: t('state'),
          value: <StateTag tone={outboundTones[row.state]}>{say(outboundState[row.state])}</StateTag>,
        },
        ...(row.error === null ? [] : [{ label: t('error'), value: <span className="hs-down">{row.error}</span> }]),
        ...row.passedOver.map((passed) => ({
          label: t('passed_over'),
          value: t('passed_why', {
            way: way(say(wordsOf(channel, passed.channel)), passed.app),
            why: say(verdictReason[passed.reason]),
          }),
        })),
        { label: t('message_cost'), value: <Money fen={row.cost} /> },
        { label: t('cause'), value: <CauseLink row={row} /> },
        { label: t('created'), value: <Time at={row.createdAt} absolute /> },
        { label: t('due'), value: <Time at={row.dueAt} absolute /> },
        { label: t('sent'), value: <Time at={row.sentAt} absolute /> },
        { label: t('opened'), value: <Time at={row.openedAt} absolute /> },
      ]}
    />
  );
}

/** A channel, with the app where there are several. */
function way(name: string, app: string | null): string {
  return app === null ? name : `${name} · ${app}`;
}

function CauseLink({ row }: { readonly row: OutboundRow }) {
  const say = useWords();
  return row.because.kind === 'journey' ? (
    <Link to={`/journeys/${row.because.id}`}>{say(row.because.label)}</Link>
  ) : (
    say(row.because.label)
  );
}

function useOutboundColumns(): readonly Column<OutboundRow>[] {
  const t = useMessagingText();
  const say = useWords();
  return [
    {
      key: 'message',
      title: t('message'),
      render: (row) => (
        <span className="hs-two-lines" style={{ maxWidth: 300 }}>
          <span className="hs-ellipsis">{row.title}</span>
          <span className="hs-faint hs-small hs-ellipsis">{row.text}</span>
        </span>
      ),
      csv: (row) => row.title,
    },
    memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
    {
      key: 'channel',
      title: t('channel'),
      render: (row) => <span className="hs-nowrap">{say(wordsOf(channel, row.channel))}</span>,
      csv: (row) => say(wordsOf(channel, row.channel)),
    },
    {
      key: 'verdict',
      title: t('verdict'),
      render: (row) =>
        row.verdict === null ? (
          <span className="hs-faint">–</span>
        ) : (
          <StateTag tone={verdictTones[row.verdict]}>{say(verdict[row.verdict])}</StateTag>
        ),
      csv: (row) => (row.verdict === null ? null : say(verdict[row.verdict])),
    },
    {
      key: 'reason',
      title: t('reason'),
      render: (row) => (
        <span className="hs-soft">
          {row.verdict === 'send' || row.reason === null ? '' : say(verdictReason[row.reason])}
        </span>
      ),
      csv: (row) => (row.reason === null ? null : say(verdictReason[row.reason])),
    },
    stateColumn(
      'state',
      t('state'),
      (row) => say(outboundState[row.state]),
      (row) => outboundTones[row.state],
    ),
    timeColumn('opened', t('opened'), (row) => row.openedAt),
    { key: 'cause', title: t('cause'), render: (row) => <CauseLink row={row} />, csv: (row) => say(row.because.label) },
    timeColumn('created', t('created'), (row) => row.createdAt),
  ];
}
