// SPDX-License-Identifier: Apache-2.0
import type { Claim } from '@mpk/core';
import type { ModelFile } from '../model-files.js';
import { textMember } from '../claims/claim-members.js';
import type { AuditedModel } from './audited-model.js';
import { measured } from './facts.js';
import type { AuditRule } from './rule.js';

export const datasetFileDiffers: AuditRule = {
  id: 'dataset-file-differs',
  theme: 'bytes',
  severity: 'high',
  description: 'A file of data has another digest than its description gives.',
  risk: 'It is not the data that was described, licensed and looked at.',
  fix: 'Get the file again, or describe the one that is there.',
  limits:
    'Files are found by their names below the description, and by addresses of the Hub; what else lies elsewhere is not read.',
  *check(model) {
    for (const claim of model.about('dataset.hash')) {
      const [, stated] = /^(?:0x|sha256:)?([\da-f]{64})$/.exec((textMember(claim, 'sha256') ?? '').toLowerCase()) ?? [];
      const file = stated === undefined ? undefined : describedFile(model, claim);
      if (file === undefined || file.sha256 === stated) continue;
      const { name, sha256 } = file;
      const evidence = [claim, measured('file.digest', sha256, { file: name })];
      yield { message: `${name} is ${sha256}`, evidence, file: name };
    }
  },
};

/** The file that a description means, if it lies there. */
function describedFile(model: AuditedModel, claim: Claim): ModelFile | undefined {
  const { file: description = '' } = claim.source;
  const folder = description.slice(0, description.lastIndexOf('/') + 1);
  const names = [textMember(claim, 'url'), textMember(claim, 'file')].flatMap((text) => pathOf(text ?? '') ?? []);
  return names.map((name) => model.fileOf(folder + name)).find((file) => file !== undefined);
}

/** A path below the description: as it is, or of an address of the Hub behind the revision. */
function pathOf(text: string): string | undefined {
  const [, ofHub] =
    /^https:\/\/huggingface\.co\/datasets\/[^/]+\/[^/]+\/resolve\/[^/]+\/([^?#]+)(?:[?#].*)?$/.exec(text) ?? [];
  const path = ofHub ?? text.replace(/^(?:\.\/)+/, '');
  return path === '' || /^[a-z]+:|^\/|(?:^|\/)\.\.(?:\/|$)/i.test(path) ? undefined : path;
}
