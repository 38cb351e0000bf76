export { Exposure } from './Exposure.tsx';
export { InBlock, useTrack } from './in-block.ts';
export { tellArrival } from './tell-arrival.ts';
export { flushEvents, track } from './track.ts';
export { usePageTracking } from './use-page-tracking.ts';
