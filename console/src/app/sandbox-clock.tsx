import { ClockCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Tooltip } from 'antd';
import { useEffect } from 'react';
import { api } from '../ground/api.ts';
import { formatTime } from '../ui/calendar.ts';
import { setServerNow } from '../ui/now.ts';
import { useAppText } from './app-texts.ts';

/** The clock that the sandbox may move; "3 days ago" everywhere on the page follows it. */
export function SandboxClock() {
  const t = useAppText();
  const { data } = useQuery({
    queryKey: ['clock'],
    queryFn: async () => api('GET /api/sandbox/clock'),
    refetchInterval: 15_000,
  });
  useEffect(() => {
    if (data) setServerNow(data.now);
  }, [data]);
  if (!data) return null;
  return (
    <Tooltip title={t('sandbox_hint')}>
      <a className="hs-sandbox" href="/sandbox" target="_blank" rel="noreferrer">
        <ClockCircleOutlined />
        <span>{t('sandbox')}</span>
        <strong>{formatTime(data.now)}</strong>
      </a>
    </Tooltip>
  );
}
