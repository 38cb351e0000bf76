/** How careful a cluster is: `durable` for a shop, `test` for data nobody will miss. */
export type Mode = 'durable' | 'test';

/** Tuned for a small host (2 cores, 2–4 GB); a larger one brings its own PostgreSQL by DATABASE_URL. */
const always = {
  listen_addresses: '127.0.0.1',
  max_connections: '120',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  max_parallel_workers_per_gather: '1',
} as const;

/** Commits wait for the disk, as PostgreSQL does of itself: a setting given here could not be eased while it runs. */
const durable = {
  ...always,
  shared_buffers: '256MB',
  wal_compression: 'on',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  idle_in_transaction_session_timeout: '5min',
} as const;

/** Autovacuum would wake for each of the hundred cloned databases and take a core from the tests. */
const forgetful = {
  ...always,
  shared_buffers: '128MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '4GB',
} as const;

/** `-c name=value` arguments for the server. */
export function settingsFor(mode: Mode, placed: { readonly port: number; readonly socketDir: string }): string[] {
  const settings = {
    ...(mode === 'durable' ? durable : forgetful),
    port: String(placed.port),
    unix_socket_directories: placed.socketDir,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
