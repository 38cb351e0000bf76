/** How a fact reads in a member's timeline. `because` is taken from the fact itself. */
export type TimelineText = {
  readonly side: 'act' | 'touch' | 'system';
  readonly title: string;
  readonly detail?: string;
  readonly link?: { readonly kind: string; readonly id: string };
};

/** A domain tells its own facts: by type, from the payload as it was written. Null leaves one out. */
export type Tellers = Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => TimelineText | null>>;

/** A text field of a payload, or ''. */
export function textOf(payload: Readonly<Record<string, unknown>>, key: string): string {
  const value = payload[key];
  return typeof value === 'string' ? value : '';
}

/** A number field of a payload, or 0. */
export function numberOf(payload: Readonly<Record<string, unknown>>, key: string): number {
  const value = payload[key];
  return typeof value === 'number' ? value : 0;
}
