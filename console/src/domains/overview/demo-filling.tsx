import { LoadingOutlined } from '@ant-design/icons';
import { useServerTasks } from '../../ground/server-tasks.ts';
import { useOverviewText } from './texts.ts';

/** While simulated shoppers live through their first weeks, figures that jump need a word. */
export function DemoFilling() {
  const t = useOverviewText();
  const filling = useServerTasks().find((task) => task.kind === 'rehearsal' && task.state === 'running');
  if (filling === undefined) return null;
  return (
    <p className="hs-insight">
      <LoadingOutlined /> <span>{t('filling', { done: filling.done, total: filling.total ?? '–' })}</span>
    </p>
  );
}
