import { type Command, UsageError, writeResult } from './commands/command.ts';
import { ConfigError } from './config.ts';
import { DomainError } from './platform/errors.ts';

/**
 * `huoshui <command>`; bin/huoshui.mjs builds what is missing and then runs this. A line a command, each loaded when it is
 * called: the launcher stays for as long as the shop does, and has no use for the server's code.
 */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start.ts')).startCommand,
  migrate: async () => (await import('./commands/migrate.ts')).migrateCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  rehearse: async () => (await import('./commands/rehearse.ts')).rehearseCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  quote: async () => (await import('./commands/quote.ts')).quoteCommand,
  clv: async () => (await import('./commands/clv.ts')).clvCommand,
  experiment: async () => (await import('./commands/experiment.ts')).experimentCommand,
  'next-basket': async () => (await import('./commands/next-basket.ts')).nextBasketCommand,
  segment: async () => (await import('./commands/segment.ts')).segmentCommand,
  audit: async () => (await import('./commands/audit.ts')).auditCommand,
  operator: async () => (await import('./commands/operator.ts')).operatorCommand,
};

const code = await run(process.argv.slice(2));
// What is still on its way into a pipe would be cut off.
process.stdout.write('', () => process.exit(code));

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? await commands[name]?.() : undefined;
  if (command === undefined) {
    console.error(`没有这个命令 no such command: ${name}. Known: ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help);
    return 0;
  }
  try {
    return await command.run(args, process.env);
  } catch (error) {
    if (isWrongCall(error)) {
      console.error(`${error.message}\n\n${command.help}`);
      return 2;
    }
    if (error instanceof DomainError) {
      console.error(`${error.text.zh}\n${error.text.en}`);
      writeResult({ error: error.code });
      return 1;
    }
    console.error(error instanceof Error && !(error instanceof ConfigError) ? error.stack : String(error));
    writeResult({ error: error instanceof Error ? error.message : String(error) });
    return 1;
  }
}

/** Ours, or what node:util says of an option it does not know. */
function isWrongCall(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}
