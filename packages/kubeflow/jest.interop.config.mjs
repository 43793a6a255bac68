import preset from '../../jest.preset.mjs';

// The components under the KFP SDK: see interop/.
export default {
  ...preset,
  displayName: 'kubeflow interop',
  testMatch: ['<rootDir>/interop/**/*.interop.ts'],
  testTimeout: 300_000,
};
