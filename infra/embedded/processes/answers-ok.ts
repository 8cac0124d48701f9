import { request } from 'undici';

const PROBE_TIMEOUT_MS = 2_000;

export async function answersOk(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, {
      headersTimeout: PROBE_TIMEOUT_MS,
      bodyTimeout: PROBE_TIMEOUT_MS,
    });
    await body.dump();
    return statusCode === 200;
  } catch {
    // Not there yet: the caller asks again until its deadline.
    return false;
  }
}
