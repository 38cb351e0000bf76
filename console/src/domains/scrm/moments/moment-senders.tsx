import { momentSenderState } from '@huoshui/contracts/words/moments';
import { type Answer, api } from '../../../ground/api.ts';
import { countColumn, stateColumn, textColumn, timeColumn } from '../../../ui/list/columns.tsx';
import { List } from '../../../ui/list/list.tsx';
import type { Tone } from '../../../ui/state-tag.tsx';
import { useWords } from '../../../ui/words.ts';
import type { Moment } from './moment-list.tsx';
import { useMomentText } from './texts.ts';

type Sender = Answer<'GET /api/admin/moments/:id/senders'>['items'][number];

const tones: Readonly<Record<Sender['state'], Tone>> = {
  planned: 'neutral',
  waiting: 'warn',
  published: 'good',
  unpublished: 'neutral',
  refused: 'bad',
};

/** Who is asked to publish it, and what her customers said. */
export function MomentSenders({ moment: { id } }: { readonly moment: Moment }) {
  const t = useMomentText();
  const say = useWords();
  return (
    <List<Sender>
      embedded
      name="moment-senders"
      about={id}
      title={t('senders')}
      searchHint={t('sender_search')}
      load={async ({ q, cursor, limit }) =>
        api('GET /api/admin/moments/:id/senders', { params: { id }, query: { q, cursor, limit } })
      }
      rowKey={(row) => row.userid}
      columns={[
        textColumn('staff', t('sender'), (row) => row.staff),
        stateColumn(
          'state',
          t('sender_state'),
          (row) => say(momentSenderState[row.state]),
          (row) => tones[row.state],
        ),
        countColumn('planned', t('planned'), (row) => row.planned),
        countColumn('shown', t('shown'), (row) => row.shown),
        countColumn('likes', t('likes'), (row) => row.likes),
        countColumn('comments', t('comments'), (row) => row.comments),
        timeColumn('published', t('published_at'), (row) => row.publishedAt),
      ]}
      empty={{ title: t('senders_empty'), hint: t('senders_empty_hint') }}
    />
  );
}
