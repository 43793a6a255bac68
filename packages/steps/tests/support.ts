// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EVIDENCE_SCHEMA, RESULT_SCHEMA, sha256Hex, type Evidence, type VerifyResult } from '@mpk/core';
import type { StepContext, StepEnv, StepPorts, VerifyAnswer, VerifyRequest } from '../src/index.js';

/** A step's surroundings with its outputs caught. */
export interface Caught extends StepContext {
  readonly out: string[];
  readonly err: string[];
  /** the requests that reached the kit */
  readonly requests: VerifyRequest[];
}

/** What the fake kit answers for every model; a real one reads bytes, this one only says what it was told to say. */
export type Answering = (request: VerifyRequest) => VerifyAnswer | Promise<VerifyAnswer>;

export async function contextIn(
  folder: string,
  argv: readonly string[],
  options: { env?: StepEnv; ports?: Partial<StepPorts>; verify?: Answering } = {},
): Promise<Caught> {
  const scratchFolder = join(folder, 'scratch');
  await mkdir(scratchFolder, { recursive: true });
  const out: string[] = [];
  const err: string[] = [];
  const requests: VerifyRequest[] = [];
  return {
    argv,
    env: { MPK_TERMINATION_LOG: join(folder, 'termination-log'), ...options.env },
    out,
    err,
    requests,
    scratchFolder,
    imagePinPath: join(folder, 'no-pin'),
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    ports: {
      verify: async (request) => {
        requests.push(request);
        return (options.verify ?? passing)(request);
      },
      sign: () => Promise.reject(new Error('not expected to sign')),
      record: () => Promise.reject(new Error('not expected to record')),
      writeReport: async (to, answer) => {
        await mkdir(to, { recursive: true });
        const html = join(to, 'report.html');
        await writeFile(html, `<h1>${answer.result.verdict}</h1>`);
        return { html, markdown: html, json: html };
      },
      ...options.ports,
    },
  };
}

export const DIGEST = `sha256:${'ab'.repeat(32)}`;

/** A result of the given verdict for a model. */
export const resultOf = (uri: string, over: Partial<VerifyResult> = {}): VerifyResult => ({
  schema: RESULT_SCHEMA,
  verdict: 'pass',
  code: 'PASSED',
  mode: 'enforce',
  model: { uri, manifestDigest: DIGEST },
  policy: { name: 'production', version: '1.0.0', digest: `sha256:${'cd'.repeat(32)}` },
  requirements: [],
  ...over,
});

/** Passes, with evidence of the files that lie in the model folder under the names `a.bin` and `sub/b.bin`. */
export const passing: Answering = async (request) => ({
  result: resultOf(request.uri ?? request.model),
  exitCode: 0,
  evidence: await evidenceOf(request.model),
  acceptedBundles: [sha256Hex(BUNDLE_TEXT)],
});

export const refusing: Answering = (request) => ({
  result: resultOf(request.uri ?? request.model, {
    verdict: 'fail',
    code: 'SIGNATURE_MISSING',
    requirements: [
      {
        id: 'signature',
        outcome: 'fail',
        asked: '1 of release',
        found: 'no signature',
        fix: 'sign the model',
        code: 'SIGNATURE_MISSING',
      },
    ],
  }),
  exitCode: 10,
});

export const undecided: Answering = (request) => ({
  result: resultOf(request.uri ?? request.model, {
    verdict: 'undecided',
    code: 'INPUT_UNREADABLE',
    error: { message: 'cannot read it' },
  }),
  exitCode: 20,
});

export const BUNDLE_TEXT = '{"mediaType":"test"}';

export async function makeModel(folder: string): Promise<string> {
  const model = join(folder, 'model');
  await mkdir(join(model, 'sub'), { recursive: true });
  await writeFile(join(model, 'a.bin'), 'weights');
  await writeFile(join(model, 'sub/b.bin'), 'more weights');
  await writeFile(join(model, 'not-signed.txt'), 'beside the model');
  return model;
}

async function evidenceOf(path: string): Promise<Evidence> {
  const names = ['a.bin', 'sub/b.bin'];
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(path, name)).catch(() => Buffer.from('absent'));
      return { name, sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
    }),
  );
  return {
    schema: EVIDENCE_SCHEMA,
    collectedAt: '2026-11-23T00:00:00Z',
    tool: { name: 'test', version: '0.0.0' },
    model: {
      name: 'model',
      uri: `file://${path}`,
      path,
      singleFile: false,
      sizeBytes: 19,
      manifestDigest: DIGEST,
      omsRootDigest: DIGEST,
      files,
      ignored: [],
    },
    bundles: [
      { source: 'model.sig', sha256: sha256Hex(BUNDLE_TEXT), content: Buffer.from(BUNDLE_TEXT).toString('base64') },
    ],
  };
}

/** A named pipe; the caller makes its folder. */
export async function mkfifo(path: string): Promise<void> {
  await promisify(execFile)('mkfifo', [path]);
}

/** The last line of stdout, parsed. */
export const lastLine = (context: Caught): any => JSON.parse(context.out.at(-1)!);
