// SPDX-License-Identifier: Apache-2.0
import { STATED_DATA_DIGESTS } from '@mpk/formats';
import { headerPointer } from '../../claims/tensors/header-texts.js';
import { contentOf } from '../../model-files.js';
import { isText } from '../audited-model.js';
import { measured } from '../facts.js';
import type { AuditRule } from '../rule.js';

const POINTERS: ReadonlySet<string> = new Set([...STATED_DATA_DIGESTS].map(headerPointer));

export const statedDigestDiffers: AuditRule = {
  id: 'stated-digest-differs',
  theme: 'bytes',
  severity: 'high',
  description: 'The header of a safetensors file states another SHA-256 of its tensors than they have.',
  risk: 'The tensors were changed after the header was written, or the header was taken from another file.',
  fix: 'Get the file from who made it, or write its header anew.',
  limits:
    '`modelspec.hash_sha256` and `sshs_model_hash` are held against all bytes behind the header. `sshs_legacy_hash` cannot be: it is over a place of the file as it was with another header, which nobody has.',
  *check(model) {
    const digests = new Map(
      model.files.map((file) => [file.name, contentOf(file, 'tensors')?.dataSha256 ?? ''] as const),
    );
    for (const claim of model.about('file.hash').filter(isText)) {
      const { file = '', pointer = '' } = claim.source;
      const stated = /^(?:0x)?([\da-f]{12,64})$/.exec(claim.value.toLowerCase())?.[1];
      const found = digests.get(file) ?? '';
      // Some write the beginning of it alone.
      if (!POINTERS.has(pointer) || stated === undefined || found === '' || found.startsWith(stated)) continue;
      const evidence = [claim, measured('tensor.data-digest', found, { file })];
      yield { message: `stated as ${stated}, it is ${found}`, evidence };
    }
  },
};
