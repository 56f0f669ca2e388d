import eslint from '@eslint/js';
import angular from 'angular-eslint';
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import typescript from 'typescript-eslint';
import { plugin as centrala } from './tools/lint/plugin.mjs';

const TESTS = [
  '**/*.spec.ts',
  '**/*.contract.ts',
  '**/*.fixture.ts',
  'backend/src/testing/**/*.ts',
  'frontend/e2e/**/*.ts',
];

const SIZES = {
  'max-lines': ['error', { max: 350 }],
  'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
  'centrala/max-params': 'error',
  'centrala/naming': 'error',
};

const NO_DEFAULT_EXPORT = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };

const FORM = [
  NO_DEFAULT_EXPORT,
  { selector: 'TSEnumDeclaration', message: 'No enum: use a union of strings or an `as const` object.' },
];

const NO_SLEEP = [
  {
    selector: "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
    message: 'No sleeps in tests: advance the virtual clock or wait for the thing itself.',
  },
  { selector: "ImportDeclaration[source.value='node:timers/promises']", message: 'No sleeps in tests.' },
];

const NO_SKIP = [
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|fixme)$/]',
    message: 'No skipped tests: what cannot run here goes to the not-run list (backend/src/testing/not-run.ts).',
  },
  { selector: 'CallExpression[callee.name=/^(xit|xdescribe|xtest|fit|fdescribe)$/]', message: 'No skipped tests.' },
];

export default typescript.config(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      '**/dist/**',
      '.data/**',
      '.nx/**',
      '**/.angular/**',
      'coverage/**',
      'docs/**',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  { plugins: { centrala }, rules: SIZES },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'no-restricted-syntax': ['error', ...FORM],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      'centrala/boundaries': 'error',
      'centrala/pure': 'error',
      'centrala/switch-words': 'error',
    },
  },
  {
    // Constructor types are Nest's injection tokens: a decorated class needs them as values.
    files: ['backend/**/*.ts'],
    languageOptions: { parserOptions: { emitDecoratorMetadata: true, experimentalDecorators: true } },
  },
  {
    files: ['frontend/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    languageOptions: { globals: globals.browser },
    rules: {
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
    },
  },
  {
    files: ['frontend/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', ...FORM, ...NO_SLEEP, ...NO_SKIP],
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['backend/src/migrations/**/*.ts'], rules: { 'max-lines-per-function': 'off' } },
  {
    // A browser journey drives a real page at its own pace.
    files: ['frontend/e2e/**/*.ts', '**/*.switch.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', ...FORM, ...NO_SKIP] },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [typescript.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT] },
  },
  { files: ['**/*.test.mjs'], rules: { 'max-lines-per-function': 'off' } },
  {
    files: [
      'backend/src/testing/global-*.mjs',
      '**/*.config.mjs',
      '**/*.config.ts',
      '**/*.config.cjs',
      '**/*.config.mts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // The switch's words have their own place; naming the modules of the adapter is not a leak.
    files: ['tools/**/*.mjs'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
