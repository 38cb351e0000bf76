/** A tab page takes no query, so what another page chose for it waits here until it shows. */
let chosen: string | null = null;

export function chooseCategory(id: string): void {
  chosen = id;
}

/** The choice, once. */
export function takeChosenCategory(): string | null {
  const id = chosen;
  chosen = null;
  return id;
}
