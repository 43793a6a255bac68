// SPDX-License-Identifier: Apache-2.0
import { constants } from 'node:os';
import { join } from 'node:path';
import { MAX_BUNDLE_BYTES, MAX_CLAIMS_BYTES, exitFor, splitClaims, type JsonObject } from '@mpk/core';
import { EMPTY_PARAMETERS, RECORD_RESULT_SCHEMA, failureAnswer, type StepAnswer } from './answer.js';
import { readBounded } from './bounded-file.js';
import type { RecordCall } from './call.js';
import { ENV, type StepContext } from './context.js';
import { writeOutput } from './output-file.js';
import type { RecordAnswer, RecordRequest } from './ports.js';

/**
 * Runs a command and records it. The command's own exit code is the step's where it fails; nothing is signed then.
 *
 * It is not confined, as other verbs are: it runs whatever it is told to.
 */
export async function runRecord(call: RecordCall, context: StepContext): Promise<StepAnswer> {
  let answer: RecordAnswer;
  try {
    answer = await context.ports.record(requestFor(call, context));
  } catch (error) {
    return failureAnswer('record', error, call.output.uri);
  }
  const { end, recorded } = answer;
  return recorded === undefined ? failed(end, call) : done(recorded, call);
}

type Recorded = NonNullable<RecordAnswer['recorded']>;

function requestFor(call: RecordCall, { env, scratchFolder }: StepContext): RecordRequest {
  const { type, command, inputs, configPaths, metricsPath, seed, environmentNames, image, method } = call;
  return {
    type,
    command,
    outputPath: call.output.path,
    inputs,
    configPaths,
    environmentNames,
    method,
    env: { ...env, [ENV.trustCache]: env[ENV.trustCache] ?? join(scratchFolder, 'trust') },
    invocation: {
      ...(call.builderId !== undefined && { builderId: call.builderId }),
      ...(call.invocationId !== undefined && { invocationId: call.invocationId }),
    },
    ...(metricsPath !== undefined && { metricsPath }),
    ...(seed !== undefined && { seed }),
    ...(image !== undefined && { image }),
  };
}

function failed(end: RecordAnswer['end'], { output }: RecordCall): StepAnswer {
  const how = 'signal' in end ? `was ended by ${end.signal}` : `ended with exit code ${end.exitCode}`;
  const exitCode = 'signal' in end ? 128 + constants.signals[end.signal] : end.exitCode;
  return {
    verb: 'record',
    exitCode: exitCode === 0 ? exitFor('COMMAND_FAILED') : exitCode,
    result: {
      schema: RECORD_RESULT_SCHEMA,
      recorded: false,
      code: 'COMMAND_FAILED',
      model: { uri: output.uri },
      command: end,
      error: { message: `the command ${how}`, hint: 'see its own output above; nothing was signed' },
    },
    parameters: { ...EMPTY_PARAMETERS.record, code: 'COMMAND_FAILED' },
    artifacts: {},
  };
}

function done(recorded: Recorded, { output }: RecordCall): StepAnswer {
  const { manifestDigest, omsRootDigest, provenance, provenancePath, provenanceSha256 } = recorded;
  const notRecorded = provenance.buildDefinition.internalParameters?.['notRecorded'] as readonly string[] | undefined;
  const metadata: JsonObject = {
    'mpk.manifestDigest': manifestDigest,
    'mpk.omsRootDigest': omsRootDigest,
    'mpk.provenanceDigest': provenanceSha256,
  };
  return {
    verb: 'record',
    exitCode: 0,
    result: {
      schema: RECORD_RESULT_SCHEMA,
      recorded: true,
      code: 'PASSED',
      model: { uri: output.uri, manifestDigest, omsRootDigest },
      bundle: { path: recorded.signaturePath, sha256: recorded.signatureSha256 },
      provenance: { path: provenancePath, sha256: provenanceSha256 },
      command: { exitCode: 0 },
      ...(notRecorded && { notRecorded }),
    },
    parameters: {
      recorded: true,
      code: 'PASSED',
      digest: manifestDigest,
      oms_root_digest: omsRootDigest,
      bundle_digest: recorded.signatureSha256,
      provenance_digest: provenanceSha256,
      files: recorded.files,
      size_bytes: recorded.sizeBytes,
    },
    artifacts: {
      // The command wrote it: it is where the platform wants it.
      trained_model: { metadata },
      provenance: { metadata, write: async (path) => writeOutput(path, await lastClaim(provenancePath)) },
    },
  };
}

/** The provenance that was signed just now: the last line of the claims. */
async function lastClaim(path: string): Promise<Uint8Array> {
  const bytes = await readBounded(path, Math.max(MAX_BUNDLE_BYTES, MAX_CLAIMS_BYTES));
  return splitClaims(bytes).at(-1) ?? bytes;
}
