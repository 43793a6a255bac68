import preset from '../../jest.preset.mjs';

// The image under podman: see e2e/.
export default {
  ...preset,
  displayName: 'kubeflow e2e',
  testMatch: ['<rootDir>/e2e/**/*.e2e.ts'],
  testTimeout: 180_000,
};
