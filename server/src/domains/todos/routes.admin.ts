import { todoContract } from '@huoshui/contracts/todos';
import { named, words } from '@huoshui/contracts/words';
import { type Route, route } from '../../platform/routes.ts';
import { assign, complete, reopen } from './complete.ts';
import { listTodos, readTodo } from './list.ts';

export const adminRoutes: readonly Route[] = [
  route(todoContract, 'GET /api/admin/todos', { can: 'todos.read' }, async (ctx, { query }) => listTodos(ctx, query)),
  route(
    todoContract,
    'POST /api/admin/todos/:id/completion',
    { can: 'todos.write', audit: (_in, { title }) => ({ summary: named(words('完成待办', 'Did the to-do'), title) }) },
    async (ctx, { params, body }) => {
      await complete(ctx, params.id, body.note?.trim() ?? '');
      return readTodo(ctx, params.id);
    },
  ),
  route(
    todoContract,
    'DELETE /api/admin/todos/:id/completion',
    {
      can: 'todos.write',
      audit: (_in, { title }) => ({ summary: named(words('重新打开待办', 'Opened the to-do again'), title) }),
    },
    async (ctx, { params }) => {
      await reopen(ctx, params.id);
      return readTodo(ctx, params.id);
    },
  ),
  route(
    todoContract,
    'PUT /api/admin/todos/:id/assignee',
    {
      can: 'todos.write',
      audit: (_in, { title }) => ({ summary: named(words('派发待办', 'Assigned the to-do'), title) }),
    },
    async (ctx, { params, body }) => {
      await assign(ctx, params.id, body.operatorId);
      return readTodo(ctx, params.id);
    },
  ),
];
