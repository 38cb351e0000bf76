import type { JSX } from 'preact';
import type { IconName } from '../icon.tsx';
import { ChatsTab } from './chats.tsx';
import type { StaffPhone, TabId } from './model.ts';
import { MomentsTab } from './moments.tsx';
import { TasksTab } from './tasks.tsx';
import { TodosTab } from './todos.tsx';
import { WorkbenchTab } from './workbench.tsx';

export type Tab = {
  readonly id: TabId;
  readonly name: string;
  readonly icon: IconName;
  readonly View: (props: { readonly phone: StaffPhone }) => JSX.Element;
};

/** From left to right. */
export const tabs: readonly Tab[] = [
  { id: 'chats', name: '消息', icon: 'people', View: ChatsTab },
  { id: 'tasks', name: '群发任务', icon: 'list', View: TasksTab },
  { id: 'moments', name: '朋友圈', icon: 'clock', View: MomentsTab },
  { id: 'todos', name: '待办', icon: 'check', View: TodosTab },
  { id: 'workbench', name: '工作台', icon: 'shop', View: WorkbenchTab },
];
