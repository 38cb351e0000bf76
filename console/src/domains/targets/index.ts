// The door: the first page of the day shows how far the targets are, and what was unlike the shop's own past.
export { AnomalyPanel } from './anomaly-panel.tsx';
export { TargetPanel } from './target-panel.tsx';
