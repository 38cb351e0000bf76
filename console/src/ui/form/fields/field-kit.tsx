import type { Condition } from '@huoshui/contracts/condition';
import type { Draft, Field, NodeDeed, Offered, Picked, Problem } from '@huoshui/contracts/form';
import type { Words } from '@huoshui/contracts/words';
import { createContext, useContext } from 'react';
import type { Pickers, Uploads } from './picker.ts';

/** What every picker takes, whether one is picked or several: ids, in the order chosen. */
export type PickerProps = {
  readonly id?: string;
  readonly value: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
  readonly many: boolean;
  readonly label: string;
  readonly disabled?: boolean;
  readonly wrong?: boolean;
  /** Among the filters of a list: as narrow as they are, called by its label, with nothing below. */
  readonly slim?: boolean;
};

/** What uploads one thing: its address, or null. */
export type UploadProps = {
  readonly id?: string;
  readonly value?: unknown;
  readonly onChange?: (address: string | null) => void;
  readonly disabled: boolean;
  readonly of: string;
};

export type PickedName = {
  readonly of: Picked;
  readonly id: string;
  readonly name: Words | null;
  /** How it stands, where that is to be known: 已结束. */
  readonly note: Words | null;
};
export type NodeOption = {
  readonly key: string;
  /** What it does, as the journey says it. */
  readonly words: Words;
  readonly does: readonly NodeDeed[];
};

/** A kind of condition, as a form with a condition in it draws it. */
export type ConditionOption = {
  readonly kind: string;
  readonly words: Words;
  readonly fields: readonly Field[];
  readonly initial: Draft;
  /** What it asks about: kinds are offered by it. */
  readonly about: { readonly key: string; readonly words: Words };
};

/** Whom a condition means as things stand, part by part; nothing is counted while something is wrong with it. */
export type ConditionLook = Omit<Preview, 'cautions'> & {
  readonly members: number | null;
  readonly everyone: number | null;
  readonly parts: readonly { readonly at: string; readonly members: number; readonly left: number | null }[];
};

export type Preview = {
  readonly problems: readonly Problem[];
  /** What may be published, and a platform may punish. */
  readonly cautions?: readonly Problem[];
  readonly sentence: Words | null;
};

/**
 * What fields need of the outside: each domain's own picker, the names of what was picked before, and what a draft means.
 * The roof provides it once (`app/field-kit.ts`); `ui` knows neither domains nor routes.
 */
export type FieldKit = {
  readonly pickers: Pickers;
  readonly uploads: Uploads;
  /** The nodes of the journey that is being edited; a page that edits one provides them over those of the roof. */
  readonly nodes: readonly NodeOption[];
  /** Every kind of condition; the same function for as long as the page is open. */
  readonly conditions: () => Promise<readonly ConditionOption[]>;
  /** `segment`: the one that is being changed. */
  readonly estimate: (condition: Condition, segment: string | undefined) => Promise<ConditionLook>;
  readonly names: (picked: readonly { readonly of: Picked; readonly id: string }[]) => Promise<readonly PickedName[]>;
  readonly preview: (form: string, values: Draft) => Promise<Preview>;
  /** What is known of such texts, each with its name. */
  readonly offers: (of: Offered) => Promise<readonly Offer[]>;
};
export type Offer = { readonly value: string; readonly name: Words };

const none: FieldKit = {
  pickers: {},
  uploads: {},
  nodes: [],
  conditions: async () => [],
  estimate: async () => ({ problems: [], sentence: null, members: null, everyone: null, parts: [] }),
  names: async () => [],
  preview: async () => ({ problems: [], sentence: null }),
  offers: async () => [],
};
const FieldKitContext = createContext(none);

export const FieldKitProvider = FieldKitContext.Provider;
export const useFieldKit = (): FieldKit => useContext(FieldKitContext);
