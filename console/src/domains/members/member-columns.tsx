import { stage } from '@huoshui/contracts/words/audiences';
import type { Answer } from '../../ground/api.ts';
import { formatTime } from '../../ui/calendar.ts';
import { Money, Time } from '../../ui/figures.tsx';
import { formatCount } from '../../ui/format.ts';
import type { Column } from '../../ui/list/column.ts';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Avatar } from './avatar.tsx';
import { sourceText } from './source.ts';
import { StageTag } from './stage.tsx';
import { useMemberText } from './texts.ts';

export type MemberRow = Answer<'GET /api/admin/members'>['items'][number];

/** The same columns wherever members are listed: all of them, one stage, one tag. */
export function useMemberColumns(): readonly Column<MemberRow>[] {
  const t = useMemberText();
  const say = useWords();
  return [
    {
      key: 'member',
      title: t('member'),
      render: (row) => (
        <span className="hs-inline" style={{ flexWrap: 'nowrap' }}>
          <Avatar name={row.nickname} />
          <span className="hs-two-lines">
            <span>{row.nickname}</span>
            <span className="hs-faint hs-small">No. {row.personNo}</span>
          </span>
        </span>
      ),
      csv: (row) => row.nickname,
    },
    {
      key: 'phone',
      title: t('phone'),
      render: (row) => row.phoneMasked ?? <span className="hs-faint">–</span>,
      csv: (row) => row.phoneMasked,
    },
    {
      key: 'stage',
      title: t('stage'),
      render: (row) => <StageTag stage={row.stage} />,
      csv: (row) => say(stage[row.stage]),
    },
    {
      key: 'orders',
      title: t('orders'),
      number: true,
      render: (row) => formatCount(row.orders),
      csv: (row) => row.orders,
    },
    {
      key: 'spent',
      title: t('spent'),
      number: true,
      render: (row) => <Money fen={row.spent} />,
      csv: (row) => row.spent / 100,
    },
    {
      key: 'last_paid',
      title: t('last_paid'),
      render: (row) => <Time at={row.lastPaidAt} />,
      csv: (row) => (row.lastPaidAt === null ? null : formatTime(row.lastPaidAt, true)),
    },
    {
      key: 'tags',
      title: t('tags'),
      render: (row) =>
        row.tags.length === 0 ? (
          <span className="hs-faint">–</span>
        ) : (
          <span className="hs-inline" style={{ gap: 4, flexWrap: 'nowrap' }}>
            {row.tags.slice(0, 3).map((tag) => (
              <StateTag key={tag}>{tag}</StateTag>
            ))}
            {row.tags.length > 3 && <span className="hs-faint">+{row.tags.length - 3}</span>}
          </span>
        ),
      csv: (row) => row.tags.join(' '),
    },
    {
      key: 'source',
      title: t('source'),
      hidden: true,
      render: (row) => sourceText(t, row.source),
      csv: (row) => sourceText(t, row.source),
    },
    {
      key: 'created',
      title: t('created'),
      render: (row) => <Time at={row.createdAt} />,
      csv: (row) => formatTime(row.createdAt, true),
    },
  ];
}
