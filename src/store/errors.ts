/** Thrown when the bytes of a file do not have the digest of the reference that asked for it. */
export class CorruptArtifactError extends Error {
  override readonly name = 'CorruptArtifactError';
  constructor(
    readonly path: string,
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`${path} was changed after it was written: expected ${expected}, found ${actual}`);
  }
}

/** Thrown when a file of the store has a line that is not the record it should be. */
export class MalformedArtifactError extends Error {
  override readonly name = 'MalformedArtifactError';
  constructor(
    readonly path: string,
    readonly line: number,
    reason: string,
  ) {
    super(`${path}:${line}: ${reason}`);
  }
}

/** Thrown when a model folder holds no file. */
export class EmptyModelError extends Error {
  override readonly name = 'EmptyModelError';
  constructor(folder: string) {
    super(`${folder} holds no model files`);
  }
}

/** Thrown when a path leaves the store, by its words or through a link. */
export class OutsideStoreError extends Error {
  override readonly name = 'OutsideStoreError';
  constructor(readonly path: string) {
    super(`"${path}" is not inside the store`);
  }
}
