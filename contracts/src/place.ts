type Place = { readonly province: string; readonly city: string };
type Address = Place & { readonly district: string; readonly street: string };

/** A province with its city, as addresses are written: a municipality is both, and is said once. */
export function placeText({ province, city }: Place): string {
  return city === province ? city : `${province}${city}`;
}

/** A whole address in one line. */
export function addressText(address: Address): string {
  return `${placeText(address)}${address.district}${address.street}`;
}
