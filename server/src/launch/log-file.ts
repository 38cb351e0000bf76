import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A log that cannot fill the disk: at `capBytes` it becomes `<file>.1`, in place of the one before, and starts anew.
 * Written at once, so that the lines before a `kill -9` are there.
 *
 * @returns writes one line
 */
export function openLogFile(file: string, capBytes = 10 * 2 ** 20): (line: string) => void {
  mkdirSync(dirname(file), { recursive: true });
  let written = existsSync(file) ? statSync(file).size : 0;
  return (line) => {
    const bytes = Buffer.byteLength(line) + 1;
    try {
      if (written + bytes > capBytes && written > 0) {
        renameSync(file, `${file}.1`);
        written = 0;
      }
      appendFileSync(file, `${line}\n`, { mode: 0o640 });
      written += bytes;
    } catch {
      // A full disk must not take the shop down with its log.
    }
  };
}
