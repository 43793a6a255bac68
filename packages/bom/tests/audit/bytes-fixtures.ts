// SPDX-License-Identifier: Apache-2.0
import { BESIDE } from './bytes/beside.js';
import { FILES } from './bytes/files.js';
import { NUMBERS } from './bytes/numbers.js';
import { SHAPES } from './bytes/shapes.js';
import type { Fixture } from './shown.js';

/** Of the rules that hold bytes against claims. */
export const BYTES_FIXTURES: Readonly<Record<string, Fixture>> = { ...FILES, ...NUMBERS, ...SHAPES, ...BESIDE };
