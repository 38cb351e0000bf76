import pino, { type Logger as PinoLogger } from 'pino';

export type Logger = PinoLogger;

/** Structured logs on standard output; anything that could be a secret is cut out whatever object it hangs on. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        '*.password',
        '*.token',
        '*.secret',
        '*.appSecret',
        '*.phone',
        '*.authorization',
        '*.cookie',
        'req.headers',
      ],
      censor: '[redacted]',
    },
  });
}
