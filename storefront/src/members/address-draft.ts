import type { PastedAddress } from '@huoshui/contracts/pasted-address';
import { t } from './texts.ts';

export type AddressDraft = {
  readonly name: string;
  readonly phone: string;
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly street: string;
  readonly isDefault: boolean;
};

export const emptyDraft: AddressDraft = {
  name: '',
  phone: '',
  province: '',
  city: '',
  district: '',
  street: '',
  isDefault: false,
};

/** The first thing that is missing, as the shopper is told; null when it can be saved. */
export function draftProblem(draft: AddressDraft): string | null {
  if (draft.name.trim() === '') return t('needName');
  if (!/^1[3-9]\d{9}$/.test(draft.phone)) return t('needPhone');
  if (draft.province === '' || draft.city === '') return t('needRegion');
  if (draft.street.trim() === '') return t('needStreet');
  return null;
}

/** What a pasted text said, over what stood there; a part that it did not say keeps what stood there. */
export function withPasted(draft: AddressDraft, read: PastedAddress): AddressDraft {
  const { province, city, district } = read;
  return {
    ...draft,
    name: (read.name || draft.name).slice(0, 20),
    phone: read.phone || draft.phone,
    ...(province === '' ? {} : { province, city, district }),
    street: (read.detail || draft.street).slice(0, 80),
  };
}
