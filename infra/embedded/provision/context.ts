/** What every provisioning function needs from outside. */
export interface ProvisionContext {
  environment: NodeJS.ProcessEnv;
  /** One line of progress for a person to read. */
  report: (line: string) => void;
}
