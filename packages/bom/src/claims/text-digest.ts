// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';

/** SHA-256 of a text as UTF-8, lowercase hex. */
export const textDigest = (text: string): string => createHash('sha256').update(text).digest('hex');
