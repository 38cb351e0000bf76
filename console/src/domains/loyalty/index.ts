// What other domains may use of loyalty: a member's points and level, and the button that gives her some.
export { GrowthOf, LevelPanel } from './member-level.tsx';
export { AdjustPoints, PointsPanel } from './member-points.tsx';
export { PointsOf } from './points-list.tsx';
