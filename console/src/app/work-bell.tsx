import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { type Answer, api } from '../ground/api.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount } from '../ui/format.ts';
import { useWords } from '../ui/words.ts';
import { useAppText } from './app-texts.ts';

type Work = Answer<'GET /api/admin/work'>['items'];
const none: Work = [];

/** Rings for what waits for a person; each line leads to the list where it is done. */
export function WorkBell() {
  const t = useAppText();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({
    queryKey: ['work'],
    queryFn: async () => api('GET /api/admin/work'),
    refetchInterval: 30_000,
  });
  const items = data?.items ?? none;
  const count = items.reduce((sum, item) => sum + item.count, 0);
  const label = `${t('work')} ${formatCount(count)}`;
  return (
    <Popover
      trigger="click"
      placement="bottom"
      open={open}
      onOpenChange={setOpen}
      title={t('work')}
      content={<WorkList items={items} onGo={() => setOpen(false)} />}
    >
      <Badge count={count} size="small" offset={[-6, 6]} overflowCount={99}>
        <Button type="text" icon={<BellOutlined />} aria-label={label} title={t('work')} />
      </Badge>
    </Popover>
  );
}

function WorkList({ items, onGo }: { readonly items: Work; readonly onGo: () => void }) {
  const t = useAppText();
  const say = useWords();
  if (items.length === 0) return <Empty small title={t('work_none')} hint={t('work_none_hint')} />;
  return (
    <div className="hs-work">
      {items.map((item) => {
        const line = (
          <>
            <span>{say(item.words)}</span>
            <strong>{formatCount(item.count)}</strong>
          </>
        );
        return item.to === null ? (
          <div key={item.kind} className="hs-row-link">
            {line}
          </div>
        ) : (
          <Link key={item.kind} to={item.to} className="hs-row-link" onClick={onGo}>
            {line}
          </Link>
        );
      })}
    </div>
  );
}
