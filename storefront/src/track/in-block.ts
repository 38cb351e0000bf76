import type { TrackingEvent } from '@huoshui/contracts/words/tracking';
import { createContext, useCallback, useContext } from 'react';
import { track } from './track.ts';
import type { Facts } from './tracker.ts';

/** The block of a page that something stands in: whatever is told of it says so. */
export const InBlock = createContext<Readonly<Record<string, string | number>>>({});

/** Tells of what happens inside of a block, wherever that is. */
export function useTrack(): (name: TrackingEvent, facts?: Facts) => void {
  const block = useContext(InBlock);
  return useCallback((name, facts = {}) => track(name, { ...facts, props: { ...facts.props, ...block } }), [block]);
}
