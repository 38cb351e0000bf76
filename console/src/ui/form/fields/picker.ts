import type { Picked } from '@huoshui/contracts/form';
import { type ComponentType, lazy } from 'react';
import type { PickerProps, UploadProps } from './field-kit.tsx';

/** A domain's pickers by what they pick; each is loaded when a form first draws it. */
export type Pickers = Readonly<Partial<Record<Picked, ComponentType<PickerProps>>>>;

export function picker(load: () => Promise<ComponentType<PickerProps>>): ComponentType<PickerProps> {
  return lazy(async () => ({ default: await load() }));
}

/** What uploads each kind of file into a form; loaded as pickers are. */
export type Uploads = Readonly<Partial<Record<'picture' | 'video', ComponentType<UploadProps>>>>;

export function upload(load: () => Promise<ComponentType<UploadProps>>): ComponentType<UploadProps> {
  return lazy(async () => ({ default: await load() }));
}
