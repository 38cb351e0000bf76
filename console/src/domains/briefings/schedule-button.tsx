import { ClockCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { May } from '../../ground/may.tsx';
import type { Of } from './briefing-dialog.tsx';
import { useBriefingText } from './texts.ts';

const BriefingDialog = lazy(async () => ({ default: (await import('./briefing-dialog.tsx')).BriefingDialog }));

/** A dashboard or a saved question, sent by plan. `link`: as an act of a row. */
export function ScheduleButton({ of, link = false }: { readonly of: Of; readonly link?: boolean }) {
  const t = useBriefingText();
  const [open, setOpen] = useState(false);
  return (
    <May call="POST /api/admin/briefings">
      {link ? (
        <Button size="small" type="link" onClick={() => setOpen(true)}>
          {t('schedule')}
        </Button>
      ) : (
        <Button icon={<ClockCircleOutlined />} onClick={() => setOpen(true)}>
          {t('schedule')}
        </Button>
      )}
      {open && (
        <Suspense>
          <BriefingDialog of={of} briefing={null} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </May>
  );
}
