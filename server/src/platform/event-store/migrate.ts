import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { quote } from './bind.ts';
import type { EventStore } from './client.ts';

export type EventMigration = { readonly name: string; readonly statements: readonly string[] };

/** Where the store is a ClickHouse cluster: its name in `system.clusters`. Null: one server, or the embedded engine. */
export type Cluster = { readonly name: string } | null;

/** Who the store itself is when it fills a dictionary from a table of its own. */
export type Login = { readonly user: string; readonly password: string };

/**
 * Bring the event store to the present: every domain's `event-migrations/*.sql` in the order of their time stamps, each
 * once. ClickHouse has no transactions over tables, so statements are written to be repeatable (`IF NOT EXISTS` is added
 * to every CREATE) and a migration cut off half-way is simply run again. Returns the names it ran.
 */
export async function migrateEventStore(
  store: EventStore,
  options: { readonly cluster?: Cluster; readonly folder?: string; readonly as?: Login } = {},
): Promise<string[]> {
  const cluster = options.cluster ?? null;
  for (const statement of forStore(LEDGER, cluster)) await store.exec(statement);
  const done = new Set(
    (await store.query<{ name: string }>('SELECT name FROM event_migrations')).map((row) => row.name),
  );
  const ran: string[] = [];
  for (const migration of await findEventMigrations(options.folder ?? migrationsFolder(), cluster, options.as)) {
    if (done.has(migration.name)) continue;
    for (const statement of migration.statements) await store.exec(statement);
    await store.insert('event_migrations', [{ name: migration.name, ran_at: Date.now() }], { token: migration.name });
    ran.push(migration.name);
  }
  return ran;
}

function loginSql(login: Login | undefined): string {
  return login ? `USER ${quote(login.user)} PASSWORD ${quote(login.password)}` : '';
}

const LEDGER = `CREATE TABLE event_migrations (name String, ran_at UInt64)
ENGINE = ReplacingMergeTree
ORDER BY name
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 100`;

export async function findEventMigrations(folder: string, cluster: Cluster, as?: Login): Promise<EventMigration[]> {
  const files = (await readdir(folder, { recursive: true })).filter((file) =>
    /(^|\/)event-migrations\/\d{8}T\d{4}_\w+\.sql$/.test(file),
  );
  const migrations = await Promise.all(
    files.map(async (file) => ({
      name: path.basename(file, '.sql'),
      statements: split(await readFile(path.join(folder, file), 'utf8')).flatMap((statement) =>
        forStore(statement.replace('{{as}}', loginSql(as)), cluster),
      ),
    })),
  );
  return migrations.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** In the source tree, `src/`; in a build, the copies in `dist/event-migrations` beside the bundle. */
export function migrationsFolder(): string {
  const here = import.meta.dirname;
  return path.basename(here) === 'dist' ? here : path.resolve(here, '../..');
}

function split(sql: string): string[] {
  return sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/**
 * One statement as the kind of store needs it. For a cluster a MergeTree table becomes a replicated `…_local` table on
 * every shard and a Distributed table of the plain name over it, sharded by person, so that everything of one person
 * lies together. Nobody has run this on a real cluster here: it is generated and parsed.
 */
function forStore(statement: string, cluster: Cluster): string[] {
  const derived = /^CREATE (OR REPLACE )?(VIEW|DICTIONARY) (\w+)/i.exec(statement);
  if (derived) {
    const everywhere = cluster ? ` ON CLUSTER '${cluster.name}'` : '';
    const [all, again, kind, name] = derived;
    const create = again ? `CREATE OR REPLACE ${kind} ${name}` : `CREATE ${kind} IF NOT EXISTS ${name}`;
    return [statement.replace(all, create + everywhere)];
  }
  const create = /^CREATE TABLE (\w+)/i.exec(statement);
  if (!create?.[1]) return cluster ? onCluster(statement, cluster) : [statement];
  const table = create[1];
  const once = statement.replace(create[0], `CREATE TABLE IF NOT EXISTS ${table}`);
  if (!cluster) return [once];
  const local = once
    .replace(`IF NOT EXISTS ${table}`, `IF NOT EXISTS ${table}_local ON CLUSTER '${cluster.name}'`)
    .replace(/ENGINE = (\w*MergeTree)(?:\(([^)]*)\))?/, (_, engine: string, args: string | undefined) => {
      const rest = args ? `, ${args}` : '';
      return `ENGINE = Replicated${engine}('/clickhouse/tables/{shard}/{database}/${table}', '{replica}'${rest})`;
    })
    // Replicated tables remember inserted blocks in Keeper, under a setting of another name.
    .replace('non_replicated_deduplication_window', 'replicated_deduplication_window');
  const key =
    ['person_no', 'order_key'].find((column) => new RegExp(`\\b${column}\\b`).test(statement)) ?? 'sipHash64(name)';
  return [
    local,
    `CREATE TABLE IF NOT EXISTS ${table} ON CLUSTER '${cluster.name}' AS ${table}_local\nENGINE = Distributed('${cluster.name}', currentDatabase(), '${table}_local', ${key})`,
  ];
}

/** What a table holds lies in its local part; a column is seen through the Distributed one too. */
function onCluster(statement: string, cluster: NonNullable<Cluster>): string[] {
  const table = /^((?:ALTER|DROP) TABLE (?:IF EXISTS )?)(\w+)/i;
  const local = statement.replace(table, `$1$2_local ON CLUSTER '${cluster.name}'`);
  if (!/^ALTER TABLE \w+ (?:ADD|MODIFY|DROP) COLUMN/i.test(statement)) return [local];
  const through = statement.replace(/ CODEC\(.*\)$/, '').replace(table, `$1$2 ON CLUSTER '${cluster.name}'`);
  return [local, through];
}
