import { valuesOf, wordsOf } from '@huoshui/contracts/words';
import { channel as channelWords, messageKind } from '@huoshui/contracts/words/messaging';
import { useNavigate } from 'react-router';
import { type Answer, api } from '../../ground/api.ts';
import { type ListRequest, oneOf } from '../../ui/list/column.ts';
import { countColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { List } from '../../ui/list/list.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { channels } from './outbound-state.ts';
import { useMessagingText } from './texts.ts';

export type MessageTemplate = Answer<'GET /api/admin/message-templates'>['items'][number];
const kinds = valuesOf(messageKind);

/** All templates come at once: filtering them needs no server. */
async function load({ q, filters }: ListRequest) {
  const { items } = await api('GET /api/admin/message-templates');
  const kind = oneOf(kinds, filters.kind);
  const channel = oneOf(channels, filters.channel);
  const found = items.filter(
    (row) =>
      (kind === undefined || row.kind === kind) &&
      (channel === undefined || row.contents.some((content) => content.channel === channel)) &&
      (q === undefined || `${row.name.zh} ${row.name.en} ${row.key}`.toLowerCase().includes(q.toLowerCase())),
  );
  return { items: found, nextCursor: null, total: found.length };
}

export function TemplateList() {
  const t = useMessagingText();
  const say = useWords();
  const navigate = useNavigate();
  const ways = (row: MessageTemplate) =>
    row.contents.map(({ channel }) => say(wordsOf(channelWords, channel))).join(' · ');
  return (
    <List<MessageTemplate>
      name="message-templates"
      title={t('templates_title')}
      purpose={t('templates_purpose')}
      searchHint={t('template_search')}
      load={load}
      rowKey={(row) => row.id}
      filters={[
        {
          key: 'kind',
          kind: 'choice',
          label: t('kind'),
          options: kinds.map((value) => ({ value, label: say(messageKind[value]) })),
        },
        {
          key: 'channel',
          kind: 'choice',
          label: t('channel'),
          options: channels.map((value) => ({ value, label: say(channelWords[value]) })),
        },
      ]}
      columns={[
        textColumn('name', t('template'), (row) => say(row.name)),
        {
          key: 'kind',
          title: t('kind'),
          render: (row) => (
            <StateTag tone={row.kind === 'service' ? 'info' : 'warn'}>{say(messageKind[row.kind])}</StateTag>
          ),
          csv: (row) => say(messageKind[row.kind]),
        },
        { key: 'channel', title: t('channel'), render: ways, csv: ways },
        {
          key: 'enabled',
          title: t('state'),
          render: (row) => (
            <StateTag tone={row.enabled ? 'good' : 'neutral'}>{t(row.enabled ? 'enabled' : 'disabled')}</StateTag>
          ),
          csv: (row) => t(row.enabled ? 'enabled' : 'disabled'),
        },
        countColumn('sent', t('sent_30d'), (row) => row.sent30d),
        countColumn('grants', t('consents'), (row) => row.grants),
        timeColumn('updated', t('updated'), (row) => row.updatedAt),
      ]}
      onOpen={(row) => void navigate(`/message-templates/${row.id}`)}
      empty={{ title: t('templates_empty'), hint: t('templates_empty_hint') }}
    />
  );
}
