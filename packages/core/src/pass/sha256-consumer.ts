// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { ConsumerFactory } from './consumer.js';

/** The name that {@link sha256Consumer} is registered by. */
export const DIGEST_CONSUMER = 'sha256';

/** Digests the file; the result is lowercase hex. */
export const sha256Consumer: ConsumerFactory<string> = () => {
  const hash = createHash('sha256');
  return {
    update: (chunk) => void hash.update(chunk),
    finish: () => hash.digest('hex'),
  };
};
