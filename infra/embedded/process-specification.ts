import type { StackPart } from './stack-configuration';

export interface ProcessSpecification {
  name: StackPart | 'scorer';
  command: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  folder: string;
  logFile: string;
  /** The port it listens on and the variable that changes it, for the message when another program has it. */
  port: { number: number; variable: string } | undefined;
  /** `logOffset` is where this start's lines begin in the log file. */
  isReady: (logOffset: number) => Promise<boolean>;
  /** Runs each time it has become ready. */
  whenReady?: () => Promise<void>;
  readyWithinMs: number;
  stopGraceMs: number;
  /** What to do with a process that a killed supervisor left behind: a server is kept, a worker may run old code. */
  leftover: 'adopt' | 'replace';
}
