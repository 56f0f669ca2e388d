const { createCjsPreset } = require('jest-preset-angular/presets');

/** The console's unit tests: stores, formatting, forms. Browser journeys live in e2e/. */
module.exports = {
  ...createCjsPreset({ tsconfig: '<rootDir>/frontend/tsconfig.spec.json' }),
  rootDir: '..',
  roots: ['<rootDir>/frontend/console', '<rootDir>/frontend/ui'],
  testMatch: ['**/*.spec.ts'],
  setupFilesAfterEnv: ['<rootDir>/frontend/jest.setup.ts'],
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: { '^#contracts$': '<rootDir>/contracts/src/index.ts' },
};
