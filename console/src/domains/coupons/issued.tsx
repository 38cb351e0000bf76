import { Link } from 'react-router';
import { useCan } from '../../ground/session.tsx';
import { formatCount } from '../../ui/format.ts';
import type { CouponTemplate } from './coupon-state.tsx';

/** How many there are of it; the number opens the rows of the ledger that it counts. */
export function Issued({ coupon: { id, issued } }: { readonly coupon: Pick<CouponTemplate, 'id' | 'issued'> }) {
  const can = useCan();
  if (issued === 0 || !can('benefits.read')) return formatCount(issued);
  return (
    <Link className="hs-people" to={`/grants?coupon=${id}`} onClick={(event) => event.stopPropagation()}>
      {formatCount(issued)}
    </Link>
  );
}
