// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import type { Finding, Severity } from '@mpk/core';
import type { OnnxExternalFile } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { filesByName, partsOf, type FoundPart, type InspectedFile } from '../inspected-model.js';

const id = 'external-data';

/** Models that take their content from other files: those must be files of the model. */
export const externalData: Check = {
  id,
  description: 'Models that read files outside of their folder, or that are not there: ONNX, HDF5, TensorFlow Lite.',
  about: {
    finds:
      'External tensors of ONNX (their keys, location, offset and length against the files that are there), external storage, external links and virtual datasets of HDF5, and buffers of TensorFlow Lite that lie in other files.',
    risk: 'Loading the model reads whatever file its word leads to: `../../etc/passwd` becomes a tensor, and is handed on with the outputs. What is not in the model was signed and inspected by nobody.',
    severities: [
      ['critical', 'a location that is absolute or leads out of the folder'],
      ['high', 'a file or storage outside of the file, bytes beyond its end, keys that the format does not have'],
      ['medium', 'tensors that name a file and do not say that they are external'],
      ['inconclusive', 'a file that is not there'],
    ],
    fix: 'Have the model saved with its data inside, or beside it under plain names.',
    limits: 'Links of the file system were looked at when the model was opened.',
    references: ['CVE-2024-27318', 'CVE-2025-51480', 'CVE-2026-1669', 'CVE-2026-34445', 'CWE-22', 'CWE-73'],
  },
  run: (model) => {
    const files = filesByName(model);
    return [
      ...[...partsOf(model, 'onnx')].flatMap((found) => onnxFiles(found, files)),
      ...[...partsOf(model, 'hdf5')].flatMap(hdf5References),
      ...[...partsOf(model, 'tflite')].flatMap(tfliteGroups),
    ];
  },
};

type Files = ReadonlyMap<string, InspectedFile>;

function onnxFiles({ file, part, content }: FoundPart<'onnx'>, files: Files): readonly Finding[] {
  const where = locate({ file, part });
  const tell = (severity: Severity, message: string): Finding => finding({ check: id, severity, message }, where);
  const keys = content.externalKeys.map((key) => tell('high', `external data with the key ${key}`));
  const told = content.externalData.flatMap((external): readonly Finding[] => {
    const { location } = external;
    const undeclared =
      external.undeclared > 0
        ? [tell('medium', `${external.undeclared} tensors name ${location} and are not external`)]
        : [];
    if (location === '' || leadsOut(location)) {
      return [...undeclared, tell('critical', `${external.tensors} tensors lie in ${JSON.stringify(location)}`)];
    }
    return [
      ...undeclared,
      ...inModel(external, posix.join(posix.dirname(file.name), location), { files, where, tell }),
    ];
  });
  return [...keys, ...told];
}

interface Told {
  readonly files: Files;
  readonly where: Finding['location'];
  readonly tell: (severity: Severity, message: string) => Finding;
}

function inModel(
  { location, endBytes }: OnnxExternalFile,
  name: string,
  { files, where, tell }: Told,
): readonly Finding[] {
  const target = files.get(name);
  if (target === undefined) {
    return [unknown({ check: id, severity: 'medium', message: `${location} is not there` }, where)];
  }
  if (endBytes <= target.sizeBytes) return [];
  return [tell('high', `tensors end at ${endBytes} in ${location}, which has ${target.sizeBytes} bytes`)];
}

function hdf5References({ file, part, content }: FoundPart<'hdf5'>): readonly Finding[] {
  return content.references.flatMap(({ kind, path, file: other, target }) => {
    // A virtual dataset may be over datasets of its own file.
    if (kind === 'soft' || (kind === 'virtual' && (other === undefined || other === '.'))) return [];
    const severity = other !== undefined && leadsOut(other) ? 'critical' : 'high';
    const message = `${kind} ${path} leads to ${[other, target].filter((step) => step !== undefined).join(' ')}`;
    return [finding({ check: id, severity, message }, locate({ file, part }))];
  });
}

function tfliteGroups({ file, part, content }: FoundPart<'tflite'>): readonly Finding[] {
  return content.externalGroups.map((group) => {
    const severity = leadsOut(group) ? 'critical' : 'high';
    return finding({ check: id, severity, message: `buffers lie in ${group}` }, locate({ file, part }));
  });
}

/** Absolute, climbing, of another drive or host, or with backslashes. */
const leadsOut = (path: string): boolean =>
  path.startsWith('/') || path.includes('\\') || /^[a-z][a-z0-9+.-]*:/i.test(path) || path.split('/').includes('..');
