import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { bareWords, bindParameters } from './bind.ts';
import type { RawInsert, Sessions } from './sessions.ts';

/** Bodies are held in memory so that an insert is one block: whole or not at all. */
const MAX_BODY = 256 * 1024 * 1024;

/**
 * ClickHouse's HTTP interface over the embedded engine, as far as `@clickhouse/client` uses it: ping, statements with
 * bound parameters and settings, inserts with a streamed body (also gzip), typed errors. One client code serves this and
 * a ClickHouse server alike.
 */
export function eventStoreServer(sessions: Sessions): Server {
  // Parameters travel in the address, so long lists need the same room a ClickHouse server gives (1 MiB).
  // Far longer than our client keeps a resting socket (client.ts), so that a question never meets a connection being closed.
  return createServer({ maxHeaderSize: 1024 * 1024, keepAliveTimeout: 30_000 }, (request, response) => {
    answer(sessions, request, response).catch((error: unknown) => fail(response, error));
  });
}

async function answer(sessions: Sessions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://event-store');
  if (url.pathname === '/ping') {
    response.writeHead(200, { 'content-type': 'text/plain' }).end('Ok.\n');
    return;
  }
  const address = readAddress(url.searchParams);
  const body = await readBody(request);
  const queryId = url.searchParams.get('query_id') ?? '';
  const insert = address.query === undefined ? undefined : rawInsert(address.query, body, address);
  if (insert) {
    const rows = insert.data.length === 0 ? 0 : await sessions.insert(insert);
    response.writeHead(200, headers(queryId, { written_rows: rows, written_bytes: insert.data.length })).end();
    return;
  }
  const text = [address.query, body.toString('utf8')].filter((part) => part !== undefined && part !== '').join('\n');
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const sql = bindParameters(text, address.params);
  // The engine is also a command-line tool and would write the file; a server refuses, and so does this.
  if (/\binto\s+outfile\b/i.test(bareWords(sql))) throw new Error('INTO OUTFILE is not for the HTTP interface');
  const statement = { sql, database: address.database, settings: address.settings, signal: gone.signal };
  const result = READS.test(sql)
    ? await sessions.read(statement)
    : STEERS.test(sql)
      ? await sessions.steer(statement)
      : await sessions.write(statement);
  if (response.destroyed) return;
  response
    .writeHead(200, headers(queryId, { read_rows: result.rowsRead, read_bytes: result.bytesRead }))
    .end(result.bytes);
}

/** Statements that only read; leading comments and brackets are passed over. Anything else goes to the writing session. */
const READS = /^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:select|with|show|describe|desc|explain|exists)\b/i;
/** Statements that tell the engine something and write nothing: an insert does not wait for them. */
const STEERS = /^\s*system\b/i;

type Address = {
  readonly query: string | undefined;
  readonly database: string;
  readonly params: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
};

/** What belongs to HTTP itself or to sessions and users, which this process has none of. */
const NOT_SETTINGS = new Set(
  `query query_id database session_id session_timeout session_check role user password quota_key default_format compress
  decompress buffer_size wait_end_of_query enable_http_compression http_zlib_compression_level send_progress_in_http_headers
  http_headers_progress_interval_ms http_write_exception_in_output_format cancel_http_readonly_queries_on_client_close
  use_multipart_params`.split(/\s+/),
);

function readAddress(search: URLSearchParams): Address {
  const params = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of search) {
    if (name.startsWith('param_')) params.set(name.slice('param_'.length), value);
    else if (/^[a-z_0-9]+$/.test(name) && !NOT_SETTINGS.has(name)) settings.set(name, value);
  }
  const query = search.get('query') ?? undefined;
  return { query, database: search.get('database') ?? 'default', params, settings };
}

const INSERT = /^\s*insert\s+into\s+(?:table\s+)?([`\w.]+)\s*(?:\(([^()]*)\))?\s*format\s+(\w+)\s*$/i;

function rawInsert(query: string, data: Buffer, address: Address): RawInsert | undefined {
  const match = INSERT.exec(query);
  const [, table, columns, format] = match ?? [];
  if (table === undefined || format === undefined) return undefined;
  return {
    table: table.replaceAll('`', ''),
    columns: columns?.split(',').map((column) => column.trim().replace(/^[`"]|[`"]$/g, '')),
    format,
    database: address.database,
    settings: address.settings,
    data,
  };
}

const unzip = promisify(gunzip);

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MAX_BODY) throw new Error(`the body is larger than ${MAX_BODY} bytes: insert in smaller batches`);
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? unzip(body) : body;
}

function headers(queryId: string, summary: Readonly<Record<string, number>>): Record<string, string> {
  const counts = { read_rows: 0, read_bytes: 0, written_rows: 0, written_bytes: 0, ...summary };
  const text = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, String(value)]));
  return {
    'content-type': 'text/plain; charset=UTF-8',
    'x-clickhouse-query-id': queryId,
    'x-clickhouse-server-display-name': 'huoshui-event-store',
    'x-clickhouse-summary': JSON.stringify(text),
  };
}

const STD_EXCEPTION = 1001;
const STATUS: Readonly<Record<number, number>> = {
  60: 404,
  81: 404,
  62: 400,
  47: 400,
  456: 400,
  164: 403,
  202: 503,
  159: 408,
};

function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed) return;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error) ?? STD_EXCEPTION;
  const text = /^Code: \d+/.test(message) ? message : `Code: ${code}. DB::Exception: ${message}. (STD_EXCEPTION)`;
  response
    .writeHead(STATUS[code] ?? 500, {
      'content-type': 'text/plain; charset=UTF-8',
      'x-clickhouse-exception-code': String(code),
    })
    .end(`${text}\n`);
}

function codeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('clickhouseCode' in error)) return undefined;
  return typeof error.clickhouseCode === 'number' ? error.clickhouseCode : undefined;
}
