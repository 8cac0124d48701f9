import type { Artifact } from '../core/records';
import type { Findings } from './findings';

export interface NamedFile {
  artifact: Artifact;
  /** What names it: a workflow and event, or a manifest. */
  by: string;
}

/** Every file that a history or a manifest names by digest. */
export interface NamedFiles {
  name(artifact: Artifact, by: string): void;
  get(path: string): NamedFile | undefined;
  all(): NamedFile[];
}

/** Two sources that name different bytes for one path are a difference; what is named first counts. */
export function createNamedFiles(findings: Findings): NamedFiles {
  const byPath = new Map<string, NamedFile>();
  return {
    name(artifact, by) {
      const known = byPath.get(artifact.path);
      if (!known) byPath.set(artifact.path, { artifact, by });
      else if (known.artifact.sha256 !== artifact.sha256)
        findings.differ(
          by,
          `says that ${artifact.path} has ${artifact.sha256}; ${known.by} says ${known.artifact.sha256}`,
        );
    },
    get: (path) => byPath.get(path),
    all: () => [...byPath.values()].toSorted((a, b) => (a.artifact.path < b.artifact.path ? -1 : 1)),
  };
}
