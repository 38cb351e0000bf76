import { arriveBy } from '../api/index.ts';
import type { Arrival } from '../wx/index.ts';
import { track } from './track.ts';

/** Known members too: which code or link brought them back is told each time. */
export function tellArrival(arrival: Arrival): void {
  arriveBy(arrival);
  const { scene, source } = arrival;
  track('app_launch', { props: { scene, ...(source === '' ? {} : { source }) } });
}
