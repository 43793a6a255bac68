// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import { contentOf, type ModelFile } from '../../model-files.js';
import { declared, measured, presence } from '../facts.js';
import type { AuditRule } from '../rule.js';

export const externalDataMissing: AuditRule = {
  id: 'external-data-missing',
  theme: 'bytes',
  severity: 'high',
  description: 'An ONNX model takes tensors from a file that is not there, or ends before they do.',
  risk: 'The model is not whole, or lies beside the data of another one.',
  fix: 'Get the file that the model names, from the same export.',
  limits: 'Whether a location leads out of the folder is for `mpk inspect`.',
  *check({ files }) {
    const byName = new Map(files.map((file) => [posix.normalize(file.name), file]));
    for (const file of files) {
      for (const { location, tensors, undeclared, endBytes } of contentOf(file, 'onnx')?.externalData ?? []) {
        // Loaders take a tensor from elsewhere where it says that it is there.
        if (undeclared === tensors) continue;
        const path = posix.join(posix.dirname(file.name), location);
        const target = byName.get(path);
        const fault = faultOf(target, endBytes);
        if (fault === undefined) continue;
        const said = declared('tensor.file', location, { file: file.name });
        const found =
          target === undefined
            ? presence(false, { file: path })
            : measured('file.bytes', target.sizeBytes, { file: target.name });
        const message = `${tensors} tensors lie in ${location}, which ${fault}`;
        yield { message, file: file.name, evidence: [said, found] };
      }
    }
  },
};

function faultOf(target: ModelFile | undefined, endBytes: number): string | undefined {
  if (target === undefined) return 'is not there';
  return endBytes > target.sizeBytes ? `has ${target.sizeBytes} bytes, not ${endBytes}` : undefined;
}
