/** What needs no server, what needs Temporal alone, and what needs every real engine. */
const shared = {
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: { '^vllm-client$': '<rootDir>/packages/vllm-client/src/index.ts' },
  testEnvironment: 'node',
};
const project = (displayName, ...testMatch) => ({ ...shared, displayName, testMatch });

module.exports = {
  // Machines that check this have two cores, and more to do.
  testTimeout: 20_000,
  projects: [
    project('unit', '<rootDir>/tests/unit/**/*.test.ts', '<rootDir>/packages/*/tests/unit/**/*.test.ts'),
    project('chaos', '<rootDir>/tests/chaos/**/*.test.ts'),
    {
      ...project('workflows', '<rootDir>/tests/workflows/**/*.test.ts'),
      globalSetup: '<rootDir>/tests/workflows/bundle/write.ts',
      globalTeardown: '<rootDir>/tests/workflows/bundle/remove.ts',
    },
    // Pages in a browser, which the set-up provides.
    project('pages', '<rootDir>/tests/pages/**/*.test.ts'),
    project('replay', '<rootDir>/tests/replay/**/*.test.ts'),
    // Not a test: it writes what the replay tests read, and overwrites nothing unless it is told to.
    project('recording', '<rootDir>/tests/replay/record-histories.ts'),
    {
      ...project(
        'engines',
        '<rootDir>/tests/integration/**/*.test.ts',
        '<rootDir>/tests/e2e/**/*.test.ts',
        '<rootDir>/packages/*/tests/integration/**/*.test.ts',
      ),
      globalSetup: '<rootDir>/tests/engines/start.ts',
      globalTeardown: '<rootDir>/tests/engines/stop.ts',
    },
  ],
};
