import { Type } from '@sinclair/typebox';
import { Bilingual, type Contract, IdParams, Instant, ListQuery, Nullable, OneOf, Page } from './contract.ts';
import { todoFor, todoState } from './words/todos.ts';
import { valuesOf } from './words.ts';

const Somebody = Type.Object({ id: Type.String(), name: Type.String() });

/** Something that a person of the shop shall do for a member, in a customer group, or about a customer in WeCom who is no member. */
export const Todo = Type.Object({
  id: Type.String(),
  /** Null where it is about a customer group, or about who is no member. */
  memberId: Nullable(Type.String()),
  memberName: Type.String(),
  group: Nullable(Somebody),
  /** The name of a customer in WeCom who is no member, as it was when it was asked for. */
  customer: Nullable(Type.String()),
  title: Type.String(),
  text: Type.String(),
  dueAt: Instant(),
  state: OneOf(valuesOf(todoState)),
  /** Who shall do it; null: whoever comes to it. */
  assignee: Nullable(Somebody),
  because: Type.Object({ kind: Type.String(), id: Type.String(), label: Bilingual() }),
  createdAt: Instant(),
  doneAt: Nullable(Instant()),
  doneBy: Nullable(Somebody),
  /** What whoever did it has to say. */
  note: Nullable(Type.String()),
});

export const todoContract = {
  'GET /api/admin/todos': {
    summary: 'What is to be done for members: open ones by their due time, others newest first',
    query: Type.Object({
      ...ListQuery,
      state: Type.Optional(Todo.properties.state),
      for: Type.Optional(OneOf(valuesOf(todoFor))),
      memberId: Type.Optional(Type.String({ maxLength: 64 })),
      causeId: Type.Optional(Type.String({ maxLength: 64 })),
    }),
    ok: Page(Todo),
  },
  'POST /api/admin/todos/:id/completion': {
    summary: 'It is done; a journey that waits for it goes on',
    params: IdParams,
    body: Type.Object({ note: Type.Optional(Type.String({ maxLength: 300 })) }),
    ok: Todo,
  },
  'DELETE /api/admin/todos/:id/completion': {
    summary: 'It is not done after all; what heard of it stays as it is',
    params: IdParams,
    ok: Todo,
  },
  'PUT /api/admin/todos/:id/assignee': {
    params: IdParams,
    body: Type.Object({ operatorId: Nullable(Type.String({ maxLength: 64 })) }),
    ok: Todo,
  },
} as const satisfies Contract;
