export { AdvocatePanel } from './advocates/advocate-panel.tsx';
export { Arrivals } from './arrivals.tsx';
export { InsightPanel } from './insight/insight-panel.tsx';
export { RunOutPanel } from './run-out-panel.tsx';
export { HerSegments } from './segments/her-segments.tsx';
export { SaveAsSegment } from './segments/save-as-segment.tsx';
export { ValuePanel } from './value-panel.tsx';
