import { DownloadOutlined } from '@ant-design/icons';
import { taskState } from '@huoshui/contracts/words/shop';
import { Button, Progress } from 'antd';
import { saveFile } from '../csv.ts';
import { Empty } from '../empty.tsx';
import { useErrorSentence } from '../failure.tsx';
import { useLanguage } from '../figures.tsx';
import { formatDuration } from '../format.ts';
import { useSharedText } from '../shared-texts.ts';
import { useWords } from '../words.ts';
import { secondsLeft } from './speed.ts';
import type { RemoteTask } from './task-centre.tsx';
import { type LocalTask, useTasks } from './tasks.ts';
import './task-centre.css';

type TaskListProps = { readonly local: readonly LocalTask[]; readonly remote: readonly RemoteTask[] };

/** What runs and what has ended, the newest first. */
export function TaskList({ local, remote }: TaskListProps) {
  const t = useSharedText();
  const { cancel, clear } = useTasks((state) => state);
  const say = useWords();
  const sentence = useErrorSentence();
  if (local.length === 0 && remote.length === 0) {
    return (
      <div className="hs-tasks">
        <Empty small title={t('tasks_empty')} hint={t('tasks_empty_hint')} />
      </div>
    );
  }
  return (
    <div className="hs-tasks">
      {local.map((task) => (
        <TaskRow
          key={task.id}
          {...task}
          message={task.error === null ? task.message : sentence(task.error)}
          speedKey={`local-${task.id}`}
          action={
            task.state === 'running' ? (
              <Button size="small" onClick={() => cancel(task.id)}>
                {t('cancel')}
              </Button>
            ) : task.file ? (
              <DownloadButton file={task.file} />
            ) : null
          }
        />
      ))}
      {remote.map((task) => (
        <TaskRow
          key={task.id}
          {...task}
          title={say(task.title)}
          message={task.message === null ? '' : say(task.message)}
          speedKey={task.id}
          action={
            task.resultUrl === null ? null : isPage(task.resultUrl) ? (
              <Button size="small" href={task.resultUrl}>
                {t('tasks_open')}
              </Button>
            ) : (
              <Button size="small" icon={<DownloadOutlined />} href={task.resultUrl}>
                {t('tasks_download')}
              </Button>
            )
          }
        />
      ))}
      {local.some((task) => task.state !== 'running') && (
        <Button type="link" size="small" onClick={clear}>
          {t('tasks_clear')}
        </Button>
      )}
    </div>
  );
}

/** A page of the console, not a file. */
const isPage = (url: string): boolean => /^\/console\/[^.]*$/.test(url);

function DownloadButton({ file }: { readonly file: { readonly name: string; readonly content: string | Blob } }) {
  const t = useSharedText();
  return (
    <Button size="small" icon={<DownloadOutlined />} onClick={() => saveFile(file.name, file.content)}>
      {t('tasks_download')}
    </Button>
  );
}

type TaskRowProps = {
  readonly title: string;
  readonly state: RemoteTask['state'];
  readonly done: number;
  readonly total: number | null;
  readonly message: string;
  readonly speedKey: string;
  readonly action: React.ReactNode;
};

function TaskRow({ title, state, done, total, message, speedKey, action }: TaskRowProps) {
  const t = useSharedText();
  const say = useWords();
  const language = useLanguage();
  const share = total === null || total === 0 ? null : Math.min(done / total, 1);
  const left = secondsLeft(speedKey, done, total);
  const status = { running: 'active', done: 'success', failed: 'exception', cancelled: 'normal' } as const;
  const notes = [
    state === 'running' ? null : say(taskState[state]),
    message,
    state === 'running' && left !== null ? t('tasks_left', { time: formatDuration(left, language) }) : null,
  ].filter((note) => note !== null && note !== '');
  return (
    <div className="hs-task">
      <div>
        <strong className="hs-ellipsis">{title}</strong>
        {(share !== null || state === 'running') && (
          <Progress
            aria-label={title}
            percent={Math.round((share ?? 0) * 100)}
            size="small"
            status={status[state]}
            showInfo={share !== null}
          />
        )}
        <span className="hs-small hs-soft">{notes.join(' · ')}</span>
      </div>
      {action}
    </div>
  );
}
