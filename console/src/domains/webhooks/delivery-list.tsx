import { valuesOf } from '@huoshui/contracts/words';
import { deliveryFault, deliveryState } from '@huoshui/contracts/words/webhooks';
import { Link } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { useCauseFilters } from '../../ground/cause.ts';
import { RowAct } from '../../ground/row-act.tsx';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { actsColumn, countColumn, memberColumn, stateColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import type { Tone } from '../../ui/state-tag.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { useWebhookText } from './texts.ts';

type Delivery = Answer<'GET /api/admin/webhook-deliveries'>['items'][number];
const tones: Readonly<Record<Delivery['state'], Tone>> = {
  waiting: 'info',
  sending: 'info',
  delivered: 'good',
  failed: 'bad',
  cancelled: 'neutral',
};

async function load({ q, cursor, limit, filters }: ListRequest) {
  return api('GET /api/admin/webhook-deliveries', {
    query: {
      q,
      cursor,
      limit,
      state: oneOf(valuesOf(deliveryState), filters.state),
      webhookId: filters.webhook,
      causeId: filters.cause,
    },
  });
}

export function DeliveryList() {
  const t = useWebhookText();
  const say = useWords();
  const causes = useCauseFilters({ cause: t('because') });
  const answer = ({ status, fault }: Delivery) =>
    [status === null ? '' : String(status), fault === null ? '' : say(deliveryFault[fault])]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <List<Delivery>
      name="webhook-deliveries"
      title={t('log_title')}
      purpose={t('log_purpose')}
      searchHint={t('log_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        { key: 'state', kind: 'choice', label: t('state'), width: 112, options: optionsOf(deliveryState, say) },
        { key: 'webhook', kind: 'pick', of: 'webhook', label: t('webhook') },
        ...causes,
      ]}
      columns={[
        textColumn('event', t('event'), (row) => row.event),
        textColumn('webhook', t('webhook'), (row) => row.webhookName),
        memberColumn('member', t('member'), (row) => ({ id: row.memberId, name: row.memberName })),
        {
          key: 'because',
          title: t('because'),
          render: ({ because }) => <Link to={`/journeys/${because.id}`}>{say(because.label)}</Link>,
          csv: (row) => say(row.because.label),
        },
        stateColumn(
          'state',
          t('state'),
          (row) => say(deliveryState[row.state]),
          (row) => tones[row.state],
        ),
        countColumn('attempts', t('attempts'), (row) => row.attempts),
        textColumn('answer', t('answer'), answer),
        timeColumn('next', t('next'), (row) => (row.state === 'waiting' ? row.nextAt : null)),
        timeColumn('at', t('at'), (row) => row.createdAt),
        textColumn('number', t('number'), (row) => row.id, { hidden: true }),
        actsColumn(
          ({ id, state }) =>
            state === 'failed' || state === 'waiting' ? (
              <RowAct
                call="POST /api/admin/webhook-deliveries/:id/retry"
                list="webhook-deliveries"
                label={t('retry')}
                done={t('retried')}
                run={async () => api('POST /api/admin/webhook-deliveries/:id/retry', { params: { id } })}
              />
            ) : null,
          120,
        ),
      ]}
      empty={{ title: t('log_empty'), hint: t('log_empty_hint') }}
    />
  );
}
