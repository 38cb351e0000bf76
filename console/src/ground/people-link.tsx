import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { formatCount } from '../ui/format.ts';
import { type PeopleValues, peopleAddress } from './people-address.ts';
import { useCan } from './session.tsx';

type PeopleLinkProps = {
  /** The people question of the server: `audiences.stage`. */
  readonly of: string;
  readonly values: PeopleValues;
  /** The number that the question counts. */
  readonly count: number;
  /** How it is shown, when not as the plain number. */
  readonly children?: ReactNode;
};

/** A number of people that opens them. Nobody, and whom one may not see, is no link. */
export function PeopleLink({ of, values, count, children = formatCount(count) }: PeopleLinkProps) {
  const { pathname, search } = useLocation();
  if (!useCan()('members.read') || count === 0) return children;
  return (
    <Link to={peopleAddress(of, values)} state={{ from: pathname + search }} className="hs-people">
      {children}
    </Link>
  );
}
