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
  if (draft.name.trim() === '') return '请填写收货人';
  if (!/^1[3-9]\d{9}$/.test(draft.phone)) return '请填写 11 位手机号';
  if (draft.province === '' || draft.city === '') return '请选择地区';
  if (draft.street.trim() === '') return '请填写详细地址';
  return null;
}
