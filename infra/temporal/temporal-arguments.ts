export interface TemporalServerOptions {
  dbFile: string;
  port: number;
  uiPort: number;
  /** Who decrypts for the Web UI; without it the UI shows payloads as they are. */
  codecEndpoint?: string | undefined;
}

/** What the Temporal UI can filter and list by; the workflows set them. Numbers are Temporal's IndexedValueType. */
export const SEARCH_ATTRIBUTES = {
  SrlmRun: { name: 'Keyword', type: 2 },
  SrlmMethod: { name: 'Keyword', type: 2 },
  SrlmIteration: { name: 'Int', type: 3 },
  SrlmStage: { name: 'Keyword', type: 2 },
  SrlmModel: { name: 'Keyword', type: 2 },
} as const;

/** A write-ahead log with synchronous=1 is 4 to 5 times faster than SQLite's defaults and still survives a killed process. */
export function temporalArguments(options: TemporalServerOptions): string[] {
  const attributes = Object.entries(SEARCH_ATTRIBUTES).map(([name, attribute]) => `${name}=${attribute.name}`);
  return [
    ['server', 'start-dev', '--ip', '127.0.0.1', '--port', `${options.port}`],
    ['--ui-ip', '127.0.0.1', '--ui-port', `${options.uiPort}`],
    options.codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', options.codecEndpoint],
    ['--db-filename', options.dbFile, '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=1'],
    ...attributes.map((attribute) => ['--search-attribute', attribute]),
    ['--log-level', 'warn'],
  ].flat();
}
