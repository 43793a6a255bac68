// SPDX-License-Identifier: Apache-2.0
import { MpkError, type ResourceDescriptor } from '@mpk/core';

const REFERENCE =
  /^(?<repository>(?:[a-z0-9.-]+(?::[0-9]+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::(?<tag>[\w][\w.-]{0,127}))?@sha256:(?<digest>[0-9a-f]{64})$/;

/**
 * The image that a run runs in, as a dependency. Nothing inside a container can tell it: whoever started it says so.
 *
 * @param reference - `registry.example/org/name@sha256:...`, also with a tag
 * @throws MpkError `USAGE` for one without a digest
 */
export function containerImage(reference: string): ResourceDescriptor {
  const { repository, digest } = REFERENCE.exec(reference)?.groups ?? {};
  if (repository === undefined || digest === undefined) {
    throw new MpkError('USAGE', `the image ${JSON.stringify(reference)} has no digest`, {
      hint: 'write registry.example/org/name@sha256:DIGEST: a tag can be moved',
    });
  }
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return {
    name: reference,
    uri: `pkg:oci/${name}@sha256%3A${digest}?repository_url=${encodeURIComponent(repository)}`,
    digest: { sha256: digest },
    annotations: { role: 'container-image' },
  };
}
