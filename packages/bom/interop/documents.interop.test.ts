// SPDX-License-Identifier: Apache-2.0
// The standards' own libraries for Python validate and read the documents, with schemas and validators that are not ours.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describeWith } from '@mpk/testkit/peers';
import { diffBoms, parseBom } from '@mpk/bom/assess';
import { createDocument, SPEC_VERSIONS, type DocumentRequest } from '@mpk/bom/documents';
import { CLAIM_SETS } from '../tests/documents/claim-sets.js';

const python = process.env['MPK_BOM_PYTHON'] ?? join(import.meta.dirname, '../../../build/venv/bin/python');
const hasPeer = (module: string): boolean => spawnSync(python, ['-c', `import ${module}`]).status === 0;
const missing = (module: string): string => `PyPI ${module} is not there (tools/peers/python.sh installs it)`;
const timestamp = new Date('2026-02-03T04:05:06Z');

/** What the script makes of documents. */
function read(requests: readonly DocumentRequest[]): any[] {
  const lines = requests.map((request) =>
    JSON.stringify({
      name: request.format,
      version: 'spec' in request ? request.spec : '',
      text: createDocument(request),
    }),
  );
  const { stdout, stderr, status } = spawnSync(python, [join(import.meta.dirname, 'documents.py')], {
    encoding: 'utf8',
    input: lines.join('\n'),
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

const filesOf = ({ model }: DocumentRequest): any =>
  model.files.map(({ name, sha256 }) => [name, sha256]).sort(([a], [b]) => (a! < b! ? -1 : 1));

describeWith(
  'python',
  hasPeer('cyclonedx'),
  missing('cyclonedx-python-lib'),
)('cyclonedx-python-lib', () => {
  it.each(['cyclonedx-json', 'cyclonedx-xml'] as const)(
    'validates %s of every version, and reads the files',
    (format) => {
      const requests = Object.values(CLAIM_SETS).flatMap((input) =>
        SPEC_VERSIONS.map((spec) => ({ ...input, format, spec })),
      );
      for (const [i, found] of read(requests).entries()) {
        expect(found).toMatchObject({ files: filesOf(requests[i]!) });
        if (found.written === null) continue;
        // XML has no line ends in descriptions.
        const [xml, json] = [found.written.xml, found.written.json.replaceAll('toy.\\nIt', 'toy. It')].map(
          (text: string) => parseBom(Buffer.from(text)),
        );
        expect(diffBoms(json!, xml!)).toMatchObject({ isEqual: true, unread: 0, changed: [] });
      }
    },
  );
});

describeWith(
  'python',
  hasPeer('spdx_python_model'),
  missing('spdx-python-model'),
)('spdx-python-model', () => {
  it('reads SPDX, with every reference in place, and the files', () => {
    const requests = Object.values(CLAIM_SETS).map((input) => ({ ...input, timestamp, format: 'spdx-json' }) as const);
    for (const [i, found] of read(requests).entries()) expect(found).toMatchObject({ files: filesOf(requests[i]!) });
  });
});
