// The door: a dashboard or a saved question is sent by plan from where it stands.
export { ScheduleButton } from './schedule-button.tsx';
