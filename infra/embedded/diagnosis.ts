export interface Diagnosis {
  name: string;
  state: 'ok' | 'missing' | 'broken';
  detail: string;
  /** What to do about it; empty when nothing needs doing. */
  remedy: string;
}

export const PROVISION_REMEDY = '`srlm up` or `npm run demo` puts it in place';
