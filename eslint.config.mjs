import tseslint from 'typescript-eslint';

/** Layers, lowest first: a package may import only from packages of a lower layer. */
const LAYERS = [['core'], ['formats'], ['inspect', 'bom', 'signing', 'hubs'], ['kit'], ['cli', 'steps'], ['kubeflow']];

const upwardImports = LAYERS.flatMap((names, index) => {
  const forbidden = LAYERS.slice(index)
    .flat()
    .flatMap((name) => [`@mpk/${name}`, `@mpk/${name}/*`]);
  return names.map((name) => ({
    files: [`packages/${name}/src/**/*.ts`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            // eslint refuses an empty group, which the highest layer has.
            ...upward(forbidden.filter((p) => !p.startsWith(`@mpk/${name}`))),
            { group: ['../../../*'], message: 'no package imports another by relative path' },
          ],
        },
      ],
    },
  }));
});

function upward(group) {
  return group.length === 0 ? [] : [{ group, message: 'imports go one way: see docs/architecture.md' }];
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '**/out-tsc/**',
      'build/**',
      '**/*.mjs',
      '**/*.cjs',
      '**/bin/*.js',
      '**/.venv*/**',
      // Generated tables.
      'packages/inspect/src/allowed/lists/**',
    ],
  },
  {
    files: [
      'packages/*/src/**/*.ts',
      'packages/*/tests/**/*.ts',
      'packages/*/interop/**/*.ts',
      'packages/*/e2e/**/*.ts',
      'tools/**/*.ts',
    ],
    extends: [...tseslint.configs.strictTypeChecked],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['packages/*/src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'exit', message: 'set process.exitCode' }],
    },
  },
  { files: ['packages/core/src/**/*.ts'], rules: { 'no-restricted-globals': ['error', 'process'] } },
  {
    // Tests poke at untyped JSON on purpose.
    files: ['packages/*/tests/**/*.ts', 'packages/*/interop/**/*.ts', 'packages/*/e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  ...upwardImports,
);
