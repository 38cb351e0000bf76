import { Table } from 'antd';
import type { ReactNode } from 'react';
import type { Answer } from '../../ground/api.ts';
import { Time } from '../../ui/figures.tsx';
import { StateTag } from '../../ui/state-tag.tsx';
import { useWords } from '../../ui/words.ts';
import { useAccountText } from './account-texts.ts';

export type OpenSession = Answer<'GET /api/admin/session/devices'>['items'][number];

/** Where an account is signed in; what may be done with each stands at its end. */
export function SessionTable({
  sessions,
  acts,
}: {
  readonly sessions: readonly OpenSession[];
  readonly acts: (session: OpenSession) => ReactNode;
}) {
  const t = useAccountText();
  const say = useWords();
  return (
    <Table<OpenSession>
      size="middle"
      rowKey="id"
      pagination={false}
      scroll={{ x: 'max-content' }}
      dataSource={[...sessions]}
      locale={{ emptyText: t('nowhere') }}
      columns={[
        {
          key: 'device',
          title: t('device'),
          render: (_, row) => (
            <>
              {say(row.device)} {row.current && <StateTag tone="good">{t('this_one')}</StateTag>}
            </>
          ),
        },
        { key: 'address', title: t('address'), render: (_, row) => <span className="hs-code">{row.address}</span> },
        { key: 'seen', title: t('seen'), render: (_, row) => <Time at={row.seenAt} /> },
        { key: 'created', title: t('signed_in_at'), render: (_, row) => <Time at={row.createdAt} absolute /> },
        { key: 'ends', title: t('ends_at'), render: (_, row) => <Time at={row.endsAt} absolute /> },
        { key: 'acts', title: '', align: 'right', render: (_, row) => acts(row) },
      ]}
    />
  );
}
