import { stage, valueGrade } from '@huoshui/contracts/words/audiences';
import type { Answer } from '../../ground/api.ts';
import type { Column } from '../../ui/list/column.ts';
import { countColumn, moneyColumn, tagColumn, textColumn, timeColumn } from '../../ui/list/columns.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { Avatar } from './avatar.tsx';
import { GradeTag } from './grade.tsx';
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
    tagColumn(
      'stage',
      t('stage'),
      (row) => <StageTag stage={row.stage} />,
      (row) => say(stage[row.stage]),
    ),
    tagColumn(
      'grade',
      t('grade'),
      (row) => (row.grade === null ? <span className="hs-faint">–</span> : <GradeTag grade={row.grade} />),
      (row) => (row.grade === null ? '' : say(valueGrade[row.grade])),
    ),
    countColumn('orders', t('orders'), (row) => row.orders),
    moneyColumn('spent', t('spent'), (row) => row.spent),
    timeColumn('last_paid', t('last_paid'), (row) => row.lastPaidAt),
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
    textColumn('source', t('source'), (row) => say(row.sourceWords), { hidden: true }),
    timeColumn('created', t('created'), (row) => row.createdAt),
  ];
}
