import type { Problem } from '@huoshui/contracts/form';

/** Thrown by a save that need not be sent: what is missing, and where. Told like a refusal of the server's. */
export class Unfinished extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('unfinished');
    this.name = 'Unfinished';
  }
}
