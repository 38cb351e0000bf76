// todos owns what people of the shop are asked to do for members: by whom, until when, and that it is done.
export { askTodos, dropTodos } from './ask.ts';
export { complete as completeTodo } from './complete.ts';
export { openOfStaff, putOff, readOfStaff, type StaffTodo, todosOfStaff } from './of-staff.ts';
