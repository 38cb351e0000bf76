/**
 * The scene of a code that opened the mini program: in the query of the launch and of every show, encoded as WeChat hands it over.
 * The server reads it however often it was encoded. Null where no code did.
 */
export function codeOf(options: unknown): string | null {
  const query = record(record(options).query);
  return typeof query.scene === 'string' && query.scene !== '' ? query.scene.slice(0, 400) : null;
}

/** The same of a path with its query: what was scanned inside the mini program, or what the shell opens. */
export function codeInPath(path: string): string | null {
  const found = /[?&]scene=([^&#]*)/.exec(path)?.[1] ?? '';
  return found === '' ? null : found.slice(0, 400);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
