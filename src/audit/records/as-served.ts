import type { ServedRecord } from '../../core/manifest';
import type { ServedModel } from '../../serving/served-model';

/** A model by digest as a manifest says that it was served, nowhere; one that it does not list could prove nothing. */
export function asServed(digest: string, served: readonly ServedRecord[]): ServedModel {
  const record = served.find((each) => each.digest === digest);
  const { kind, value = '' } = record?.proof ?? { kind: 'assumed' };
  return {
    digest,
    servedName: record?.servedName ?? digest,
    replicas: [],
    proof: kind === 'assumed' ? { kind } : { kind, value },
  };
}
