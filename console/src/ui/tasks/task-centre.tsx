import { FieldTimeOutlined } from '@ant-design/icons';
import type { Words } from '@huoshui/contracts/words';
import type { taskState } from '@huoshui/contracts/words/shop';
import { Badge, Button, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useSharedText } from '../shared-texts.ts';
import { useTasks } from './tasks.ts';

const TaskList = lazy(async () => ({ default: (await import('./task-list.tsx')).TaskList }));

/** Work of the server as it reports it. */
export type RemoteTask = {
  readonly id: string;
  readonly title: Words;
  readonly state: keyof typeof taskState;
  readonly done: number;
  readonly total: number | null;
  readonly message: Words | null;
  readonly resultUrl: string | null;
};

/** Long work, here and on the server: progress, an estimate, cancel, the result as a file. */
export function TaskCentre({ serverTasks }: { readonly serverTasks: readonly RemoteTask[] }) {
  const t = useSharedText();
  const local = useTasks((state) => state.tasks);
  const [open, setOpen] = useState(false);
  const running = [...local, ...serverTasks].filter((task) => task.state === 'running').length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      title={t('tasks')}
      content={
        <Suspense>
          <TaskList local={local} remote={serverTasks} />
        </Suspense>
      }
    >
      <Badge count={running} size="small" offset={[-6, 6]} color="var(--hs-primary)">
        <Button type="text" icon={<FieldTimeOutlined />} aria-label={t('tasks')} title={t('tasks')} />
      </Badge>
    </Popover>
  );
}
