import type { Group, Place } from './condition-tree.ts';

export type EditProps = {
  readonly root: Group;
  readonly place: Place;
  /** Where the condition stands in the form. */
  readonly name: string;
  /** Another number whenever something else stands at a place. */
  readonly shape: number;
  readonly onChange: (next: Group) => void;
};
