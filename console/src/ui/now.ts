/** The server's clock, which a rehearsal may move: "3 days ago" must be measured from it, not from the browser's. */
let ahead = 0;

export function setServerNow(iso: string): void {
  ahead = Date.parse(iso) - Date.now();
}

export const now = (): Date => new Date(Date.now() + ahead);
