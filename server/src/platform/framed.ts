import { sql } from 'kysely';
import pg from 'pg';

const AND_COMMIT = '/* and commit */';

/** In the last statement of a transaction: the commit goes along with it. */
export const andCommit = sql.raw(AND_COMMIT);

export const commitsAlong = (text: string): boolean => text.includes(AND_COMMIT);

/** The names under which each connection knows the two statements that go along with others. */
const [BEGIN, COMMIT] = ['huoshui begin', 'huoshui commit'];

/** What goes along with a statement, in one message there and one back. */
export type Frame = { readonly begins: boolean; readonly commits: boolean };

type Statement = {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
  readonly rowMode: 'array';
};
type Rows = pg.QueryArrayResult<unknown[]>;
type Wire = {
  bind(what: object): void;
  execute(what: object): void;
  sync(): void;
};
type Sent = new (
  statement: Statement,
  done: (error: Error | undefined, result: Rows | Rows[]) => void,
) => { prepare(wire: Wire): void; readonly portal: string; submit(wire: Wire): void };

/**
 * A statement of pg's that begins a transaction before it or commits one after it: messages up to a sync are one, and one that fails
 * has the rest skipped, so nothing is ever done outside of its transaction and nothing is committed of one that failed. pg's own pipeline ends
 * each statement with a sync of its own and has no such bond.
 */
class Framed extends (pg.Query as unknown as Sent) {
  readonly #frame: Frame;

  constructor(statement: Statement, frame: Frame, done: (error: Error | undefined, result: Rows | Rows[]) => void) {
    super(statement, done);
    this.#frame = frame;
  }

  override prepare(wire: Wire): void {
    if (this.#frame.begins) run(wire, BEGIN);
    super.prepare(wire);
  }

  /** What pg calls once the statement is bound. */
  _getRows(wire: Wire): void {
    wire.execute({ portal: this.portal });
    if (this.#frame.commits) run(wire, COMMIT);
    wire.sync();
  }
}

function run(wire: Wire, statement: string): void {
  wire.bind({ statement });
  wire.execute({});
}

const ready = new WeakSet<pg.PoolClient>();

/** Once a connection: both are known to it by name. */
export async function readyForFrames(client: pg.PoolClient): Promise<void> {
  if (ready.has(client)) return;
  await client.query({ name: BEGIN, text: 'begin' });
  await client.query({ name: COMMIT, text: 'commit' });
  ready.add(client);
}

export async function queryFramed(client: pg.PoolClient, statement: Statement, frame: Frame): Promise<Rows> {
  return new Promise((resolve, reject) => {
    const framed = new Framed(statement, frame, (error, result) => {
      const own = Array.isArray(result) ? result[frame.begins ? 1 : 0] : result;
      if (error) reject(error);
      else if (own) resolve(own);
      else reject(new Error('a statement was left without a result'));
    });
    client.query(framed as unknown as pg.Submittable);
  });
}
