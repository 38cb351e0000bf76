import { start, startHelp } from '../launch/start.ts';
import type { Command } from './command.ts';

export const startCommand: Command = { help: startHelp, run: start };
