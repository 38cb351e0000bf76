import { Link } from 'react-router';
import { formatCount } from '../../ui/format.ts';

/** Filters of the list of people, as its address writes them. */
export type RunsOf = Readonly<
  Partial<Record<'node' | 'run' | 'arm' | 'version' | 'goal' | 'time', string | undefined>>
>;

type RunsLinkProps = {
  readonly journeyId: string;
  /** Under which they are exactly these. */
  readonly of?: RunsOf;
  readonly count: number;
};

/** A number of entries of a journey that opens them: somebody may be in it several times, so each is a row of its own. */
export function RunsLink({ journeyId, of = {}, count }: RunsLinkProps) {
  if (count === 0) return formatCount(count);
  const filters = Object.entries(of).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  const search = new URLSearchParams([['tab', 'people'], ...filters]);
  return (
    <Link className="hs-people" to={`/journeys/${journeyId}?${search}`}>
      {formatCount(count)}
    </Link>
  );
}
