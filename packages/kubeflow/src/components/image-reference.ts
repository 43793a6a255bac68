// SPDX-License-Identifier: Apache-2.0
import { MpkError } from '@mpk/core';

/** The image in the committed files: a digest that no image has, so that a file used as it is fails instead of pulling. */
export const PLACEHOLDER_IMAGE = `ghcr.io/model-provenance-kit/mpk-step@sha256:${'0'.repeat(64)}`;

const PINNED = /^[a-z0-9][a-z0-9._:/-]{0,254}@sha256:[0-9a-f]{64}$/;

/**
 * Accepts an image reference that is pinned by digest: Kubeflow's cache key holds the text of the reference, not the bytes
 * behind a tag, and a tag can be moved.
 *
 * @throws MpkError `INPUT_MALFORMED`
 */
export function assertPinnedImage(image: string): void {
  if (!PINNED.test(image)) {
    throw new MpkError('INPUT_MALFORMED', 'the image reference is not pinned: expected name@sha256:digest', {
      hint: 'take the digest that the image build prints',
    });
  }
}
