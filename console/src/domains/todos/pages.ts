import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const todosPages: readonly Page[] = [
  {
    path: '/todos',
    title: words('待办', 'To-dos'),
    needs: 'todos.read',
    group: 'members',
    load: async () => (await import('./todo-list.tsx')).TodoList,
  },
];

export const todosPickers: Pickers = {
  staff: picker(async () => (await import('./colleague-picker.tsx')).ColleaguePicker),
};
