export { Arrivals } from './arrivals.tsx';
export { ValuePanel } from './value-panel.tsx';
