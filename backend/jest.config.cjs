/** Layers are chosen by file name; see docs/ARCHITECTURE.md, Tests. */
module.exports = {
  rootDir: '..',
  roots: ['<rootDir>/backend/src', '<rootDir>/contracts/src', '<rootDir>/provisioning', '<rootDir>/appliance'],
  testEnvironment: 'node',
  // A bound against hanging, not a measure: a busy machine may need long to make a test's database.
  testTimeout: 60_000,
  // A worker keeps something of every suite: a fresh one takes over before the heap's limit is near.
  workerIdleMemoryLimit: '1GB',
  globalSetup: '<rootDir>/backend/src/testing/global-setup.mjs',
  globalTeardown: '<rootDir>/backend/src/testing/global-teardown.mjs',
  testMatch: ['**/*.spec.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
          target: 'es2023',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: { '^#contracts$': '<rootDir>/contracts/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
};
