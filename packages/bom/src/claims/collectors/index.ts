// SPDX-License-Identifier: Apache-2.0
import type { Collector } from '../collector.js';
import { card } from './card.js';
import { config } from './config.js';

/** Every collector, in the order in which claims are told. */
// prettier-ignore: one a line, for those who add to it
export const COLLECTORS: readonly Collector[] = [card, config];
