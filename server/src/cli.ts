import { type Command, UsageError, writeResult } from './commands/command.ts';
import { importCommand } from './commands/import.ts';
import { migrateCommand } from './commands/migrate.ts';
import { operatorCommand } from './commands/operator.ts';
import { quoteCommand } from './commands/quote.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { replayCommand } from './commands/replay.ts';
import { startCommand } from './commands/start.ts';
import { ConfigError } from './config.ts';
import { DomainError } from './platform/errors.ts';

/** `huoshui <command>`; bin/huoshui.mjs builds what is missing and then runs this. A line a command. */
const commands: Readonly<Record<string, Command>> = {
  start: startCommand,
  migrate: migrateCommand,
  import: importCommand,
  rehearse: rehearseCommand,
  replay: replayCommand,
  quote: quoteCommand,
  operator: operatorCommand,
};

process.exit(await run(process.argv.slice(2)));

async function run([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
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
