import { words } from '@huoshui/contracts/words';
import { Type } from '@sinclair/typebox';
import { fact } from '../../platform/facts.ts';

const About = {
  memberId: Type.String(),
  todoId: Type.String(),
  title: Type.String(),
  /** What asked for it. */
  sourceKey: Type.String(),
};

export const todoDone = fact('todo.done', Type.Object({ ...About, by: Type.String(), note: Type.String() }), {
  words: words('完成待办', 'A to-do was done'),
  tell: ({ title, note, todoId }) => ({
    side: 'touch',
    title: words(`完成待办「${title}」`, `Done: “${title}”`),
    ...(note === '' ? {} : { detail: words(note, note) }),
    link: { kind: 'todo', id: todoId },
  }),
});

export const todoPutOff = fact(
  'todo.put_off',
  Type.Object({
    memberId: Type.String(),
    todoId: Type.String(),
    title: Type.String(),
    by: Type.String(),
    until: Type.String(),
    reason: Type.String(),
  }),
  {
    words: words('推迟待办', 'A to-do was put off'),
    tell: ({ title, reason, todoId }) => ({
      side: 'system',
      title: words(`推迟待办「${title}」`, `Put off: “${title}”`),
      detail: words(reason, reason),
      link: { kind: 'todo', id: todoId },
    }),
  },
);

export const todoEscalated = fact(
  'todo.escalated',
  Type.Object({
    memberId: Type.String(),
    todoId: Type.String(),
    title: Type.String(),
    by: Type.String(),
    to: Type.String(),
  }),
  {
    words: words('待办超时，升级给店长', 'A to-do went to the manager'),
    tell: ({ title, todoId }) => ({
      side: 'system',
      title: words(`待办「${title}」超时，升级给店长`, `Not done in time, now with the manager: “${title}”`),
      link: { kind: 'todo', id: todoId },
    }),
  },
);
