// The door: a report's page keeps what was asked, and pins it.
export { KeepQuestion } from './keep-question.tsx';
