import { valuesOf, words } from '@huoshui/contracts/words';
import { placementKind } from '@huoshui/contracts/words/placements';
import { type Piece, piece } from '../../platform/event-store/piece.ts';
import type { Touches } from '../../platform/touches.ts';

/** What a page shows: told for the first time that she sees it, and each time she taps it. Nobody plans how many will pass. */
export const placementTouches: Touches = {
  channels: valuesOf(placementKind).map((name) => ({
    name,
    words: placementKind[name],
    tells: { arrival: true, opening: true },
  })),
  sources: [{ name: 'placement', words: words('弹窗与资源位', 'Pop-ups and slots'), to: (id) => `/placements/${id}` }],
  told: {
    reached: (within) => toldOf('placement.shown', within),
    opened: (within) => toldOf('placement.tapped', within),
    // Where she would have been shown it is not told: nothing was.
    held: (within) => piece`
SELECT ts, '' AS channel, 'placement' AS asked, JSONExtractString(props, 'placementId') AS cause, '' AS label
FROM history_once AS events WHERE name = 'placement.met' AND source != 'sdk' AND JSONExtractString(props, 'arm') = 'holdout' AND ${within}`,
  },
};

const toldOf = (name: string, within: Piece): Piece => piece`
SELECT person_no, ts, event_key, JSONExtractString(props, 'kind') AS channel, 'placement' AS asked, JSONExtractString(props, 'placementId') AS cause,
  JSONExtractRaw(props, 'name') AS label
FROM history_once AS events WHERE name = '${name}' AND source != 'sdk' AND ${within}`;
