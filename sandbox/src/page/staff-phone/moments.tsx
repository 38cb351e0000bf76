import { useEffect, useState } from 'preact/hooks';
import { call, type ShownMoment } from '../api.ts';
import { onWecom } from '../live.ts';
import { MomentBody } from '../moment.tsx';
import { pathOf, type StaffPhone, sayOnStaffPhone } from './model.ts';

/** 客户朋友圈: what the corp asks her to publish, and what she did. Nobody sees it before she taps 发表. */
export function MomentsTab({ phone }: { readonly phone: StaffPhone }) {
  const [tasks, setTasks] = useState<readonly ShownMoment[]>([]);
  useEffect(() => {
    const read = () => {
      call<{ readonly tasks: readonly ShownMoment[] }>('GET', `${pathOf(phone)}/moments`).then(
        (answer) => setTasks(answer.tasks),
        () => {},
      );
    };
    read();
    return onWecom(read);
  }, [phone]);
  const publish = (id: string) => {
    call('POST', `${pathOf(phone)}/moments/${id}/publication`, {}).then(
      () => sayOnStaffPhone(phone, '已发表'),
      (error: Error) => sayOnStaffPhone(phone, error.message),
    );
  };
  return (
    <div class="wechat">
      <header class="wechat-head">
        <b>朋友圈</b>
      </header>
      <div class="cards">
        {tasks.map((task) => (
          <MomentBody key={task.momentId} moment={task} onLink={null}>
            {task.publishedAt !== null && <p class="mass-done">已发表，{task.seen} 位客户可见</p>}
            {task.publishedAt === null && task.cancelledAt !== null && <p class="mass-done">企业已停止发表</p>}
            {task.publishedAt === null && task.cancelledAt === null && (
              <button type="button" class="wecom-blue wide" onClick={() => publish(task.momentId)}>
                发表
              </button>
            )}
          </MomentBody>
        ))}
        {tasks.length === 0 && (
          <p class="chats-empty">没有朋友圈任务。企业创建后，要她在这里点「发表」，客户才看得到。</p>
        )}
      </div>
    </div>
  );
}
