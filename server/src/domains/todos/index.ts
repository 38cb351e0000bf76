// todos owns what people of the shop are asked to do for members: by whom, until when, and that it is done.
export { type AskedTodo, askTodos, dropTodos, type TodoContent } from './ask.ts';
export { complete as completeTodo } from './complete.ts';
export {
  escalateTodos,
  openOfStaff,
  putOff,
  readOfStaff,
  type StaffTodo,
  takeOverTodo,
  todosOfStaff,
} from './of-staff.ts';
export { tallyTodos } from './tally.ts';
