// What other domains may use of loyalty: a member's points, and the button that gives her some.
export { AdjustPoints, PointsPanel } from './member-points.tsx';
export { PointsOf } from './points-list.tsx';
