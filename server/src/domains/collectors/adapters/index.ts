import type { Adapter } from '../adapter.ts';
import { growingio } from './growingio.ts';
import { posthog } from './posthog.ts';
import { segment } from './segment.ts';
import { sensors } from './sensors.ts';

/** The vendors whose SDKs may send here. */
export const adapters: readonly Adapter[] = [sensors, segment, posthog, growingio];
