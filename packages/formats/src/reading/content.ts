// SPDX-License-Identifier: Apache-2.0
import type { PickleReading } from '../pickle/machine/reading.js';

/** A pickle, or several of them one after another. */
export interface PickleContent extends PickleReading {
  readonly kind: 'pickle';
}

/** What a reader found in a part; which kinds there are grows with the readers. */
export type PartContent = PickleContent;
