import type { Draft } from '@huoshui/contracts/form';
import type { pageState } from '@huoshui/contracts/words/pages';
import type { BlockName } from './block-kind.ts';
import type { PageKind } from './ports.ts';

export type Block = {
  readonly key: string;
  readonly kind: BlockName;
  readonly values: Draft;
  readonly audience: Draft;
};

export type PageRow = {
  readonly no: number;
  readonly id: string;
  readonly name: string;
  readonly kind: PageKind;
  readonly blocks: readonly Block[];
  readonly saves: number;
  readonly updatedAt: Date;
};

export type VersionRow = {
  readonly pageNo: number;
  readonly version: number;
  readonly saves: number;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly publishedAt: Date;
  readonly publishedBy: string;
  readonly withdrawnAt: Date | null;
  readonly blocks: number;
};

/** When a version is open: half-open, and not withdrawn. */
type Term = Pick<VersionRow, 'version' | 'startsAt' | 'endsAt'> & { readonly withdrawnAt?: Date | null };

export function isOpenAt({ startsAt, endsAt, withdrawnAt = null }: Term, at: Date): boolean {
  return withdrawnAt === null && startsAt <= at && (endsAt === null || at < endsAt);
}

/** Of those that are open the one that began last; of two that began at once the later version. */
export function shownAt<V extends Term>(versions: readonly V[], at: Date): V | null {
  return versions
    .filter((one) => isOpenAt(one, at))
    .reduce<V | null>((best, one) => (isAfter(one, best) ? one : best), null);
}

function isAfter(one: Term, other: Term | null): boolean {
  if (other === null) return true;
  const later = one.startsAt.getTime() - other.startsAt.getTime();
  return later > 0 || (later === 0 && one.version > other.version);
}

/** The next one to begin. */
export function nextAfter<V extends Term>(versions: readonly V[], at: Date): V | null {
  return versions
    .filter(({ startsAt, withdrawnAt = null }) => withdrawnAt === null && startsAt > at)
    .reduce<V | null>((best, one) => (best === null || one.startsAt < best.startsAt ? one : best), null);
}

export function stateOfVersion(version: Term, at: Date): keyof typeof pageState {
  if (version.withdrawnAt) return 'withdrawn';
  if (version.startsAt > at) return 'scheduled';
  return isOpenAt(version, at) ? 'live' : 'ended';
}

/** A page is live while any version of it is; else it says what is next, or how it ended. */
export function stateOfPage(versions: readonly Term[], at: Date): keyof typeof pageState {
  if (versions.length === 0) return 'draft';
  if (shownAt(versions, at) !== null) return 'live';
  if (nextAfter(versions, at) !== null) return 'scheduled';
  return versions.every(({ withdrawnAt = null }) => withdrawnAt !== null) ? 'withdrawn' : 'ended';
}
