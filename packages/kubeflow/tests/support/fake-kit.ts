// SPDX-License-Identifier: Apache-2.0
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EVIDENCE_SCHEMA, RESULT_SCHEMA, sha256Hex, type VerifyResult } from '@mpk/core';
import type { StepPorts, VerifyAnswer, VerifyRequest } from '@mpk/steps';

export const DIGEST = `sha256:${'ab'.repeat(32)}`;

/** A kit that answers as told; its one model is a folder with `weights.bin`. */
export const fakeKit = (over: Partial<VerifyResult> = {}, exitCode = 0): StepPorts => ({
  verify: (request) => answer(request, over, exitCode),
  sign: () => Promise.reject(new Error('not expected to sign')),
  record: () => Promise.reject(new Error('not expected to record')),
  writeReport: async (folder, { result }) => {
    await mkdir(folder, { recursive: true });
    const html = join(folder, 'report.html');
    await writeFile(html, `<h1>${result.verdict}</h1>`);
    return { html, markdown: html, json: html };
  },
});

async function answer(request: VerifyRequest, over: Partial<VerifyResult>, exitCode: number): Promise<VerifyAnswer> {
  const bytes = await readFile(join(request.model, 'weights.bin'));
  const file = { name: 'weights.bin', sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
  const result: VerifyResult = {
    schema: RESULT_SCHEMA,
    verdict: 'pass',
    code: 'PASSED',
    mode: 'enforce',
    model: { uri: request.uri ?? '', manifestDigest: DIGEST },
    requirements: [],
    ...over,
  };
  return {
    result,
    exitCode,
    evidence: {
      schema: EVIDENCE_SCHEMA,
      collectedAt: '2026-11-23T00:00:00Z',
      tool: { name: 'test', version: '0.0.0' },
      model: {
        ...{ name: 'model', uri: '', path: request.model, singleFile: false, sizeBytes: bytes.length },
        ...{ manifestDigest: DIGEST, omsRootDigest: DIGEST, files: [file], ignored: [] },
      },
      bundles: [],
    },
  };
}
