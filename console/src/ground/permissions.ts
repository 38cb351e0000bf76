/** What the server grants a role; one read and one write permission an area. */
type Area =
  | 'analytics'
  | 'audiences'
  | 'audit'
  | 'benefits'
  | 'catalog'
  | 'coupons'
  | 'imports'
  | 'journeys'
  | 'members'
  | 'messaging'
  | 'operators'
  | 'orders'
  | 'pricing'
  | 'settings';

export type Permission = `${Area}.read` | `${Area}.write`;
