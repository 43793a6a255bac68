// SPDX-License-Identifier: Apache-2.0
import { thrownCode } from '@mpk/testkit';
import { containerImage } from '../../src/record/container-image.js';

const DIGEST = 'ab'.repeat(32);

describe('the image of a run', () => {
  it('is a dependency with its package URL', () => {
    const name = `registry.example:5000/acme/train:v1@sha256:${DIGEST}`;
    expect(containerImage(name)).toEqual({
      name,
      uri: `pkg:oci/train@sha256%3A${DIGEST}?repository_url=registry.example%3A5000%2Facme%2Ftrain`,
      digest: { sha256: DIGEST },
      annotations: { role: 'container-image' },
    });
  });

  test.each(['train', 'train:v1', `train@sha256:${'a'.repeat(63)}`, `@sha256:${DIGEST}`, `Train@sha256:${DIGEST}`])(
    '%s is refused',
    async (reference) => {
      expect(await thrownCode(() => containerImage(reference))).toBe('USAGE');
    },
  );
});
