import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

export default async function remove(): Promise<void> {
  const file = process.env['SRLM_TEST_BUNDLE'];
  if (file !== undefined) await rm(dirname(file), { recursive: true, force: true });
}
