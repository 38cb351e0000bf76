import type { BenefitKind, BenefitKinds } from './benefit-kind.ts';
import { packageKind } from './packages/package-kind.ts';

/** Packages of them are one more. A name that is there already is a mistake in the program: one of the two could never be given. */
export function benefitKinds(own: readonly BenefitKind[]): BenefitKinds {
  const kinds = [...own, packageKind(() => byName)];
  const byName: BenefitKinds = new Map(kinds.map((kind) => [kind.name, kind]));
  if (byName.size !== kinds.length)
    throw new Error(`two kinds of one name: ${kinds.map(({ name }) => name).join(', ')}`);
  return byName;
}
