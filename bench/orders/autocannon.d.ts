/** The part of autocannon that the benches use; the package brings no types. */
declare module 'autocannon' {
  export type Request = {
    readonly method?: 'GET' | 'POST';
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly setupRequest?: (request: Request) => Request;
  };
  type Options = {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly requests: readonly Request[];
  };
  type Running = {
    on(event: 'response', heard: (client: unknown, status: number, bytes: number, tookMs: number) => void): void;
  };
  export default function autocannon(options: Options, done: (error: Error | null) => void): Running;
}
