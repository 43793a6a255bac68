// SPDX-License-Identifier: Apache-2.0
import type { MeasuredModel } from '@mpk/core';
import { readFiles } from '../read-files.js';
import type { ReadModelFiles } from './compare-document.js';

/** A model that was read for facts, with what its files state. @param name - of the folder */
export async function readModelFiles(name: string, measured: MeasuredModel): Promise<ReadModelFiles> {
  const { collectClaims } = await import('@mpk/bom/claims');
  return { name, files: measured.files, claims: collectClaims(readFiles(measured)).claims };
}
