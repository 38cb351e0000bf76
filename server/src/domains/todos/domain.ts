import { words } from '@huoshui/contracts/words';
import { rowsOfHers } from '../../platform/belongings.ts';
import type { Domain } from '../../platform/domain.ts';
import { todoErrors } from './errors.ts';
import { todoDone, todoEscalated, todoPutOff } from './events.ts';
import { onMemberMerged } from './on-member-merged.ts';
import { adminRoutes } from './routes.admin.ts';
import { todoWork } from './work.ts';

/** What people of the shop are asked to do for members. */
export const todos: Domain = {
  name: 'todos',
  routes: adminRoutes,
  listeners: [onMemberMerged],
  belongings: [rowsOfHers({ name: 'todos', words: words('待办', 'To-dos'), table: 'todos.todo', by: 'member_id' })],
  errors: todoErrors,
  facts: [todoDone, todoPutOff, todoEscalated],
  work: todoWork,
};
