import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { runMigrations as runJobMigrations } from 'graphile-worker';
import { sql } from 'kysely';
import { connectDatabase } from './db.ts';

type Migration = { readonly name: string; readonly sql: string };

/**
 * Bring a database to the present: every domain's SQL files in the order of their time stamps, each in a transaction of
 * its own, each once. Several processes may call this at once: one works, the others wait. Returns the names it ran.
 */
export async function migrate(url: string, folder = migrationsFolder()): Promise<string[]> {
  const database = connectDatabase(url, 2);
  const ran: string[] = [];
  try {
    await database.db.connection().execute(async (db) => {
      await sql`select pg_advisory_lock(hashtext('huoshui.migrate'))`.execute(db);
      try {
        await sql`create table if not exists public.huoshui_migration (name text primary key, ran_at timestamptz not null default clock_timestamp())`.execute(
          db,
        );
        const done = await sql<{ name: string }>`select name from public.huoshui_migration`.execute(db);
        const names = new Set(done.rows.map((r) => r.name));
        for (const migration of await findMigrations(folder)) {
          if (names.has(migration.name)) continue;
          await db.transaction().execute(async (tx) => {
            await sql.raw(migration.sql).execute(tx);
            await sql`insert into public.huoshui_migration (name) values (${migration.name})`.execute(tx);
          });
          ran.push(migration.name);
        }
      } finally {
        await sql`select pg_advisory_unlock(hashtext('huoshui.migrate'))`.execute(db);
      }
    });
  } finally {
    await database.close();
  }
  await runJobMigrations({ connectionString: url });
  return ran;
}

/** In the source tree, `src/`; in a build, the copies that lie beside the bundle. */
function migrationsFolder(): string {
  const here = import.meta.dirname;
  return path.basename(here) === 'dist' ? path.join(here, 'migrations') : path.resolve(here, '..');
}

async function findMigrations(folder: string): Promise<Migration[]> {
  const files = (await readdir(folder, { recursive: true })).filter((f) => f.endsWith('.sql'));
  // One that was left out for its name would be missed only when something asks for what it was to make.
  const misnamed = files.filter((f) => !/(^|\/)\d{8}T\d{4}(\d{2})?_\w+\.sql$/.test(f));
  if (misnamed.length > 0) throw new Error(`a migration is named like 20261204T0100_what_it_does.sql: ${misnamed}`);
  const migrations = await Promise.all(
    files
      .filter((f) => !f.includes('event-migrations'))
      .map(async (file) => ({
        name: path.basename(file, '.sql'),
        sql: await readFile(path.join(folder, file), 'utf8'),
      })),
  );
  return migrations.sort((a, b) => (a.name < b.name ? -1 : 1));
}
