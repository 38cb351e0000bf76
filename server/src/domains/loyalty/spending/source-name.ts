/** The name under which points stand among the offers. */
export const pointsSourceName = 'points';
