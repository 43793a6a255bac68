// SPDX-License-Identifier: Apache-2.0
import { resolve } from 'node:path';
import { usage, type StepArguments } from '../arguments.js';
import type { SignWords } from './sign-method.js';

/** A flag's path, absolute. An empty one would be the current folder. @throws MpkError `USAGE` */
export function pathFlag(args: StepArguments, flag: string): string | undefined {
  const path = args.texts[flag];
  if (path === '') throw usage(`--${flag} is empty`);
  return path === undefined ? undefined : resolve(path);
}

/** What flags say about how to sign. */
export function signWords(args: StepArguments): SignWords {
  const { texts } = args;
  return {
    keyless: args.flags.has('keyless'),
    key: pathFlag(args, 'key'),
    certificate: pathFlag(args, 'certificate'),
    chain: (args.lists['chain'] ?? []).map((path) => resolve(path)),
    tokenPath: texts['identity-token'],
    fulcioUrl: texts['fulcio-url'],
    rekorUrl: texts['rekor-url'],
    tsaUrl: texts['tsa-url'],
    audience: texts['audience'],
    signingConfig: pathFlag(args, 'signing-config'),
  };
}
