import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

let key: Promise<string> | null = null;

/** A name for the present set of migrations: when one changes, a new template database is made. A process reads them once. */
export async function migrationsKey(): Promise<string> {
  key ??= hashMigrations();
  return key;
}

async function hashMigrations(): Promise<string> {
  const root = path.resolve(import.meta.dirname, '../..');
  const files = (await readdir(root, { recursive: true })).filter((f) => f.endsWith('.sql')).sort();
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(await readFile(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}
