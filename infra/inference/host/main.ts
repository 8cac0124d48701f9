import { readHostConfiguration } from './configuration';
import { startHost } from './start-host';

async function main(): Promise<void> {
  const host = await startHost(readHostConfiguration(process.env));
  process.stderr.write(`inference host: listening on ${host.url}\n`);
  let closing = false;
  const close = (): void => {
    if (closing) return;
    closing = true;
    host.close().then(
      () => process.exit(0),
      (cause: unknown) => fail(cause),
    );
  };
  process.on('SIGTERM', close).on('SIGINT', close);
}

function fail(cause: unknown): never {
  process.stderr.write(`inference host: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
}

main().catch(fail);
