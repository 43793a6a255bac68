// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type FoundPart, type InspectedModel } from '../inspected-model.js';

/** Code of TorchScript in an archive, as its members are called. */
const CODE = /^[^/]+\/code\/.*\.py$/s;
/** Operators of PyTorch that read or write files: `aten::from_file` maps any file, also to write to it. */
const REACHING = /\b(?:torch|aten)\s*\.\s*(?:from_file|save|load)\s*\(/;

/** Code that PyTorch's own interpreter runs, where it reaches files. */
export const scriptsOf = (model: InspectedModel, check: string): readonly Finding[] =>
  [...partsOf(model, 'text')].flatMap((found) => reachesFiles(found, check));

function reachesFiles({ file, part, content }: FoundPart<'text'>, check: string): readonly Finding[] {
  if (!CODE.test(part.path.at(-1) ?? '')) return [];
  const where = locate({ file, part });
  const operator = REACHING.exec(content.text)?.[0];
  if (operator !== undefined) {
    const message = `TorchScript that reads or writes files: ${operator})`;
    return [finding({ check, severity: 'critical', message }, where)];
  }
  if (content.complete) return [];
  const message = 'code of TorchScript that is larger than what is looked at';
  return [unknown({ check, severity: 'medium', message }, where)];
}
