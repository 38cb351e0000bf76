import { type ComponentType, createContext, useContext } from 'react';
import type { FieldListProps } from '../fields/field-item.tsx';
import type { ConditionOption } from '../fields/field-kit.tsx';
import type { Group, Place } from './condition-tree.ts';

/** What every part of the editor needs of the whole. */
export type Editing = {
  readonly kinds: readonly ConditionOption[];
  readonly root: Group;
  /** Another number whenever something else stands at a place. */
  readonly shape: number;
  readonly onChange: (next: Group) => void;
  /** Where the condition stands in the form, as problems name it, and as antd does. */
  readonly path: Place;
  readonly name: Place;
  /** Where a place of the tree stands in what was saved: a condition that is no group yet is drawn as a group of one. */
  readonly stored: (place: Place) => Place;
  readonly Fields: ComponentType<FieldListProps>;
};

const EditingContext = createContext<Editing | null>(null);
export const EditingProvider = EditingContext.Provider;

export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error('a part of a condition is drawn outside of its editor');
  return editing;
}
