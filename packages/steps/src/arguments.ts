// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { MpkError } from '@mpk/core';
import { VERBS, type Verb } from './call.js';

const TEXT = { type: 'string' } as const;
const FLAG = { type: 'boolean' } as const;
const LIST = { type: 'string', multiple: true } as const;

/** Flags of every verb. */
const COMMON = { dialect: TEXT, 'executor-input': TEXT, xcom: TEXT, result: TEXT };

/** Flags of every verb that signs. */
const SIGNING = {
  key: TEXT,
  certificate: TEXT,
  chain: LIST,
  keyless: FLAG,
  'identity-token': TEXT,
  'fulcio-url': TEXT,
  'rekor-url': TEXT,
  'tsa-url': TEXT,
  'signing-config': TEXT,
  audience: TEXT,
} as const;

const FLAGS = {
  verify: {
    ...COMMON,
    policy: TEXT,
    'policy-configmap': TEXT,
    key: TEXT,
    lock: TEXT,
    signature: TEXT,
    uri: TEXT,
    report: TEXT,
    'on-failure': TEXT,
    jobs: TEXT,
    'verified-model': TEXT,
    attestations: LIST,
    'accept-vsa': FLAG,
    'vsa-key': TEXT,
    vsa: TEXT,
    'verifier-id': TEXT,
  },
  sign: {
    ...COMMON,
    ...SIGNING,
    output: TEXT,
    overwrite: FLAG,
  },
  record: {
    ...COMMON,
    output: TEXT,
    type: TEXT,
    dataset: LIST,
    'evaluation-dataset': LIST,
    base: LIST,
    config: LIST,
    metrics: TEXT,
    seed: TEXT,
    env: LIST,
    image: TEXT,
    'builder-id': TEXT,
    'invocation-id': TEXT,
    ...SIGNING,
  },
  gate: { ...COMMON, verdict: TEXT, mode: TEXT, code: TEXT, digest: TEXT },
} as const;

/** A command line, split and checked for unknown flags; nothing in it is interpreted yet. */
export interface StepArguments {
  readonly verb: Verb;
  readonly positionals: readonly string[];
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, readonly string[] | undefined>>;
  readonly flags: ReadonlySet<string>;
  /** of `record`: what stands after `--` */
  readonly command: readonly string[];
}

export const USAGE = `usage: mpk-step <verify|sign|record|gate> [--dialect kubeflow|airflow|plain] ...

  mpk-step verify MODEL... --policy FILE [--signature FILE] [--lock FILE] [--key FILE] [--uri URI] [--report FOLDER]
                  [--result FILE] [--verified-model FOLDER] [--on-failure fail|report] [--jobs N]
                  [--attestations PATH]... [--accept-vsa] [--vsa-key FILE --vsa FILE [--verifier-id URI]]
  mpk-step sign   MODEL --key FILE [--certificate FILE [--chain FILE]...] [--output FILE] [--overwrite]
  mpk-step sign   MODEL --keyless [--identity-token FILE] [--audience TEXT]
                  [--signing-config FILE | --fulcio-url URL --rekor-url URL [--tsa-url URL]]
  mpk-step record --output PATH [--dataset D]... [--evaluation-dataset D]... [--base M]... [--config FILE]...
                  [--metrics FILE] [--seed N] [--env NAME]... [--image REF] [--type training|dataset]
                  (--key FILE | --keyless ...) -- COMMAND [ARGUMENT]...
  mpk-step gate   --verdict pass|fail|undecided [--mode enforce|warn|audit] [--code CODE] [--digest DIGEST]
  mpk-step VERB   --executor-input JSON          (Kubeflow Pipelines: everything comes from the executor input)

the last line of stdout is one line of JSON; exit codes: 0 pass, 10 refused, 20 undecided, 75 try again, 70 bug, 2 usage;
a recorded command that fails gives its own
`;

/** @throws MpkError `USAGE` */
export function parseArguments(argv: readonly string[]): StepArguments {
  const verb = VERBS.find((name) => name === argv[0]);
  if (verb === undefined) {
    throw usage(argv[0] === undefined ? 'no verb given' : `unknown verb ${JSON.stringify(argv[0].slice(0, 40))}`);
  }
  const end = verb === 'record' ? argv.indexOf('--') : -1;
  const own = end < 0 ? argv.slice(1) : argv.slice(1, end);
  let parsed;
  try {
    parsed = parseArgs({ args: own, options: FLAGS[verb], allowPositionals: true, strict: true });
  } catch (cause) {
    throw usage(cause instanceof Error ? (cause.message.split('\n')[0]?.slice(0, 200) ?? 'bad flag') : 'bad flag');
  }
  const entries = Object.entries(parsed.values as Record<string, string | boolean | string[] | undefined>);
  return {
    verb,
    positionals: parsed.positionals,
    texts: Object.fromEntries(entries.filter((e): e is [string, string] => typeof e[1] === 'string')),
    lists: Object.fromEntries(entries.filter((e): e is [string, string[]] => Array.isArray(e[1]))),
    flags: new Set(entries.filter(([, value]) => value === true).map(([name]) => name)),
    command: end < 0 ? [] : argv.slice(end + 1),
  };
}

/** The `--result` of a command line that cannot be used otherwise: what lies there must not pass for its answer. */
export function resultPathDespite(argv: readonly string[]): string | undefined {
  const { values } = parseArgs({ args: [...argv], options: COMMON, allowPositionals: true, strict: false });
  return typeof values.result === 'string' && values.result !== '' ? values.result : undefined;
}

/** A command line that cannot be used. */
export const usage = (message: string): MpkError => new MpkError('USAGE', message, { hint: 'see mpk-step --help' });
