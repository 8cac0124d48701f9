import { once } from 'node:events';
import type { Command } from 'commander';
import { createEncryptionCodec } from '../../temporal/encryption/encryption-codec';
import { readEncryptionKeys } from '../../temporal/encryption/encryption-keys';
import { startCodecServer } from '../../temporal/encryption/codec-server';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { InvalidInputError } from '../errors';

const HELP = `
With SRLM_ENCRYPTION_KEYS_FILE set, Temporal keeps only encrypted payloads, and the Web UI asks this endpoint to show
them: give its address under "Codec Server" in the UI, or start the UI with it. \`srlm up\` does both.
It answers on 127.0.0.1 only, to pages of SRLM_UI_URL only, and with SRLM_CODEC_TOKEN set only to who sends the token.

Examples:
  echo "2026-11: $(openssl rand -base64 32)" >> keys    makes a key; the last line of the file encrypts
  SRLM_ENCRYPTION_KEYS_FILE=keys srlm codec
  temporal workflow show -w srlm-demo --codec-endpoint http://127.0.0.1:8234`;

export function addCodec(program: Command, context: CommandContext): void {
  program
    .command('codec')
    .summary('let the Web UI show encrypted payloads')
    .description('Answers /encode and /decode for the Temporal Web UI until Ctrl-C.')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((options: JsonOptions) => serveCodec(context, options));
}

async function serveCodec(context: CommandContext, options: JsonOptions): Promise<void> {
  const { temporal, codec: settings } = context.environment();
  if (temporal.encryptionKeysFile === undefined) {
    throw new InvalidInputError('Nothing is encrypted: SRLM_ENCRYPTION_KEYS_FILE is not set (see `srlm codec --help`)');
  }
  const signal = context.interrupted();
  const codec = createEncryptionCodec(readEncryptionKeys(temporal.encryptionKeysFile));
  const server = await startCodecServer({ codec, uiUrl: temporal.uiUrl, ...settings });
  try {
    print(context.terminal, options, { url: server.url }, `Codec endpoint: ${server.url} (for ${temporal.uiUrl})`);
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    await server.close();
  }
}
