export { Exposure } from './Exposure.tsx';
export { flushEvents, track } from './track.ts';
export { usePageTracking } from './use-page-tracking.ts';
