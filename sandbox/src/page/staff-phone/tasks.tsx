import { useEffect, useState } from 'preact/hooks';
import { call, type MassTask } from '../api.ts';
import { formatDay, formatTime } from '../format.ts';
import { onWecom } from '../live.ts';
import { pathOf, type StaffPhone, sayOnStaffPhone } from './model.ts';

/** 群发助手: what the corp asks her to send. Nothing is sent before she taps 发送. */
export function TasksTab({ phone }: { readonly phone: StaffPhone }) {
  const [tasks, setTasks] = useState<readonly MassTask[]>([]);
  useEffect(() => {
    const read = () => {
      call<{ readonly tasks: readonly MassTask[] }>('GET', `${pathOf(phone)}/mass`).then(
        (answer) => setTasks(answer.tasks),
        () => {},
      );
    };
    read();
    return onWecom(read);
  }, [phone]);
  const send = (msgid: string) => {
    call('POST', `${pathOf(phone)}/mass/${msgid}/confirmation`, {}).then(
      () => sayOnStaffPhone(phone, '已发送'),
      (error: Error) => sayOnStaffPhone(phone, error.message),
    );
  };
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>群发任务</b>
      </header>
      <div class="cards">
        {tasks.map((task) => (
          <Task key={task.msgid} task={task} send={() => send(task.msgid)} />
        ))}
        {tasks.length === 0 && (
          <p class="chats-empty">没有群发任务。企业创建群发后，要她在这里点「发送」才会发出去。</p>
        )}
      </div>
    </div>
  );
}

function Task({ task, send }: { readonly task: MassTask; readonly send: () => void }) {
  const { createdAt, parts, names, targets, reminded, confirmedAt, cancelledAt, sent, failed, madeBy } = task;
  const waits = confirmedAt === null && cancelledAt === null;
  return (
    <div>
      <time class="card-when">
        {formatDay(new Date(createdAt))} {formatTime(new Date(createdAt))}
      </time>
      <article class="notice mass-task">
        <h3>{madeBy === 'corp' ? '企业安排的群发' : '我的群发'}</h3>
        {parts.map((part) => (
          <p class="mass-part" key={part.title}>
            {part.page && <small class="part-kind">小程序</small>}
            {part.title}
            {part.image && <img src={part.image} alt="" />}
          </p>
        ))}
        <p class="mass-to">
          发给 {names.join('、')}
          {targets > names.length ? ` 等 ${targets} 个` : ''}
        </p>
        {waits && reminded > 0 && <p class="mass-reminded">管理员提醒过 {reminded} 次</p>}
        {waits && (
          <button type="button" class="wecom-blue wide" onClick={send}>
            发送
          </button>
        )}
        {cancelledAt !== null && confirmedAt === null && <p class="mass-done">企业已停止这条群发</p>}
        {confirmedAt !== null && (
          <p class="mass-done">
            已发送 {sent} 个{failed > 0 && `，${failed} 个没有送达`}
          </p>
        )}
      </article>
    </div>
  );
}
