import type { Said } from '@huoshui/contracts/words';
import type { Ctx } from '../../platform/ctx.ts';
import type { Pick } from '../../platform/form/names.ts';

/** One thing to give, as data that its kind understands: `{ kind: 'coupon', templateId: 'cpt_…' }`. */
export type BenefitItem = { readonly kind: string } & Readonly<Record<string, string | number>>;

/**
 * Why something was given: the journey and its node, the activity, the operator and her words. `label` is for the shop's own
 * people; `said` is what the member reads of it, where there is something to say to her.
 */
export type Cause = {
  readonly kind: string;
  readonly id: string;
  readonly label: Said;
  readonly said?: string | undefined;
  readonly node?: string | undefined;
};

/**
 * `label`: its name for people. `cost`: fen it is expected to cost. `most`: fen it can cost, whoever uses it for what; a
 * budget is bound by that, so what nothing bounds (null) is not given out of one. `sentence` says what it is worth, `validTo`
 * how long when given now, `left` how many of it there still are (null: any number).
 */
export type Offered = {
  readonly label: string;
  readonly cost: number;
  readonly most: number | null;
  readonly left: number | null;
  readonly sentence?: string | undefined;
  readonly validTo?: Date | undefined;
  /** When given now, from when it can be used: what is told of it waits until then. */
  readonly validFrom?: Date | undefined;
  /** What of it a member may have one alone, whoever gives it: by an id that is the same wherever it is given, and by name. */
  readonly once?: readonly { readonly id: string; readonly label: string }[] | undefined;
};

export type Gift = {
  /** The ledger row; the kind keeps it with what it gives, and settles by it. */
  readonly grantId: string;
  readonly memberId: string;
  readonly personNo: number;
  readonly item: BenefitItem;
  readonly because: Cause;
  /** Fen that its budget has bound for it: it must not cost more; null where no budget pays. */
  readonly reserved: number | null;
};

export type Receiver = { readonly memberId: string; readonly personNo: number };

/** The same thing for many, each of whom it has a ledger row for. */
export type SameGift = {
  readonly item: BenefitItem;
  readonly because: Cause;
  /** Of each, as in `Gift`. */
  readonly reserved: number | null;
  readonly to: readonly (Receiver & { readonly grantId: string })[];
};

/**
 * A kind of benefit: coupons, points… Each implements this and is handed in at composition. All are set-based: thousands
 * of gifts are a few statements. They run inside the giver's transaction.
 */
export type BenefitKind = {
  readonly name: string;
  /** The item that an id of this kind stands for, so that a form may pick a benefit by one word: `coupon:cpt_…`. */
  itemOf(id: string): BenefitItem;
  /** What those ids are called, and whether each can still be given. */
  readonly names: Pick;
  /** One answer an item, in order; null for one that cannot be given now. */
  cost(ctx: Ctx, items: readonly BenefitItem[]): Promise<readonly (Offered | null)[]>;
  /** Give them; answers the grants that were really given (a limited one may run out half-way). */
  grant(ctx: Ctx, gifts: readonly Gift[]): Promise<ReadonlySet<string>>;
  /** Where a kind can give the same to many by sets, none of whom passes through here; absent: they are given it one by one. */
  readonly toMany?: {
    /**
     * Holds what it counts by until the commit. How many there still are (null: any number), and who of these, by person
     * number, has as many as one may have; null when nobody can be given it now.
     */
    hold(
      ctx: Ctx,
      item: BenefitItem,
      to: readonly Receiver[],
    ): Promise<{ readonly left: number | null; readonly full: ReadonlySet<number> } | null>;
    /** Give it to these, who are within what was held. */
    give(ctx: Ctx, gift: SameGift): Promise<void>;
  };
  /** Take back what was given and is not used; answers the grants that were taken back. */
  revoke(ctx: Ctx, grantIds: readonly string[], because: Cause): Promise<ReadonlySet<string>>;
};

/** Everything that can be given, by the name of its kind. Made once, where the domains are joined. */
export type BenefitKinds = ReadonlyMap<string, BenefitKind>;

/**
 * The item that a picked benefit (`<kind>:<id>`) stands for. One of a kind that the shop does not know is an item all the
 * same: nobody can give it, which is what whoever tries is told.
 */
export function benefitItem(kinds: BenefitKinds, benefit: string): BenefitItem {
  const [name = '', ...rest] = benefit.split(':');
  return kinds.get(name)?.itemOf(rest.join(':')) ?? { kind: name };
}
