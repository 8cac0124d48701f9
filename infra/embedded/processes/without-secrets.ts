/** What we know to be a secret by its name; a file of keys is one because a process could read it. */
const SECRET =
  /^(SRLM_(KEY_\w+|\w+_TOKEN|\w+_API_KEY|ENCRYPTION_KEYS_FILE|TEMPORAL_CLIENT_KEY_FILE)|OTEL_EXPORTER_OTLP_(TRACES_)?HEADERS)$/;

export function isSecretName(name: string): boolean {
  return SECRET.test(name);
}

/** An environment for a process that shall have no secret but those that are its own. */
export function withoutSecrets(environment: NodeJS.ProcessEnv, own: readonly string[] = []): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => own.includes(name) || !isSecretName(name)));
}
