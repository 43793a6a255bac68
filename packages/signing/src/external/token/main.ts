// SPDX-License-Identifier: Apache-2.0
// A signer program (docs/reference/signer-plugin.md) that signs with a PKCS#11 token. The module, which is code of others, is loaded
// here and nowhere else: where it crashes or hangs, it takes only this process with it.
import { readFileSync, writeSync } from 'node:fs';
import { SIGNER_PROTOCOL } from '../exec/protocol.js';
import { Cryptoki } from './cryptoki.js';
import { guardProcess, loadKoffi } from './native.js';
import { Refusal } from './refusal.js';
import { answerWith, type TokenRequest } from './signer.js';

const STDIN = 0;
/** Where the answer goes: stdout, until that is kept from the module. */
let answerFd = 1;

async function answer(): Promise<object> {
  try {
    const request = readRequest();
    const koffi = await loadKoffi();
    const { modulePath, lifetimeSeconds } = request.configuration;
    answerFd = guardProcess(koffi, lifetimeSeconds);
    return answerWith(new Cryptoki(koffi, modulePath), request);
  } catch (error) {
    const { word, message, hint } = error instanceof Refusal ? error : bug(error);
    return { error: { code: word, message, hint } };
  }
}

/** Comes from `createPkcs11KeyHandle`, which knows its shape; by hand, at least the protocol must be right. */
function readRequest(): TokenRequest {
  const request = JSON.parse(readFileSync(STDIN, 'utf8')) as TokenRequest & { protocol?: unknown };
  if (request.protocol === SIGNER_PROTOCOL && ['public-key', 'sign'].includes(request.operation)) return request;
  throw new Refusal('unsupported', `this program speaks ${SIGNER_PROTOCOL} only`);
}

/** What is thrown and not ours could quote the request, and with it the PIN. */
const bug = (error: unknown): Refusal =>
  new Refusal('failed', `the program that loads the module has failed (${(error as Error).name})`);

const text = `${JSON.stringify(await answer())}\n`;
writeSync(answerFd, text);
