/** Handed from the global set-up to the global tear-down of the tests that need engines. */
declare var srlmTestStack: { stop(): Promise<void>; dataFolder: string } | undefined;
