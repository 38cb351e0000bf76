import type { Picked } from '@huoshui/contracts/form';
import { type ComponentType, lazy } from 'react';
import type { PickerProps } from './field-kit.tsx';

/** A domain's pickers by what they pick; each is loaded when a form first draws it. */
export type Pickers = Readonly<Partial<Record<Picked, ComponentType<PickerProps>>>>;

export function picker(load: () => Promise<ComponentType<PickerProps>>): ComponentType<PickerProps> {
  return lazy(async () => ({ default: await load() }));
}
