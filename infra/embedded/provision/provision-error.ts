/** Thrown when something the embedded default needs cannot be put in place; the message is one sentence with the way out. */
export class ProvisionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ProvisionError';
  }
}

const NO_SPACE = /no space left on device|ENOSPC|os error 28|disk quota exceeded/i;
const NO_NETWORK =
  /could not resolve|name resolution|name or service not known|no such host|network is unreachable|connection refused|dns error|failed to fetch|error sending request|i\/o timeout|ENOTFOUND|EAI_AGAIN/i;

/** Foreign tools say in many ways what a person can act on in two: a full disk and a missing network. */
export function explainFailure(what: string, output: string): string {
  if (NO_SPACE.test(output))
    return `${what} failed because the disk is full; free some space, or set SRLM_CACHE to a larger disk`;
  if (NO_NETWORK.test(output)) {
    return `${what} failed because a download did not work; check the network and any proxy settings, then run it again: ${lastLine(output)}`;
  }
  return `${what} failed: ${lastLine(output)}`;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() || 'it printed nothing';
}
