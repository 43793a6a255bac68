// SPDX-License-Identifier: Apache-2.0
import { cpus, release } from 'node:os';
import { DATASET_BUILD_TYPE, TRAINING_BUILD_TYPE, type ResourceDescriptor, type SlsaProvenance } from '@mpk/core';
import { VERSION } from '../version.js';
import { accelerators, type Accelerator } from './accelerators.js';
import { chosenArguments, chosenEnvironment } from './chosen-values.js';
import { gitSource } from './git-source.js';
import { invocationFrom, type Invocation } from './invocation.js';
import { pythonEnvironment, type PythonEnvironment } from './python-environment.js';
import { withPublicUris } from './uri-secrets.js';

/** What is asked about a run before it starts. */
export interface RunFactsOptions {
  readonly command: readonly string[];
  /** names of environment variables to record besides the usual ones */
  readonly environmentNames?: readonly string[];
  readonly seed?: number;
  /** the Python interpreter, where the command does not tell it */
  readonly interpreter?: string;
  readonly invocation?: Partial<Invocation>;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a run starts from, apart from models, datasets and files. */
export interface RunFacts {
  readonly invocation: Invocation;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** names, never values */
  readonly notRecorded: readonly string[];
  readonly seed?: number;
  readonly source?: ResourceDescriptor;
  readonly python?: PythonEnvironment;
  readonly accelerators: readonly Accelerator[];
}

/** Looks around before a run: code, arguments, environment, Python packages, accelerators. */
export async function gatherRunFacts(options: RunFactsOptions): Promise<RunFacts> {
  const { cwd, env, interpreter, seed } = options;
  const [command] = options.command;
  const argv = chosenArguments(options.command);
  const environment = chosenEnvironment(env, options.environmentNames ?? []);
  const [source, python, cards] = await Promise.all([
    gitSource(cwd, env),
    pythonEnvironment(command ?? '', { cwd, env, ...(interpreter !== undefined && { interpreter }) }),
    accelerators(env),
  ]);
  return {
    invocation: { ...invocationFrom(env), ...options.invocation },
    command: argv.recorded,
    environment: environment.recorded,
    notRecorded: [...argv.notRecorded, ...environment.notRecorded],
    seed,
    source,
    python,
    accelerators: cards,
  };
}

/** What went in and came out, measured. */
export interface RunResources {
  readonly dependencies: readonly ResourceDescriptor[];
  readonly configFiles: readonly ResourceDescriptor[];
  readonly byproducts: readonly ResourceDescriptor[];
  /** manifest digest of what lay in the output before the run */
  readonly resumedFrom?: string;
}

/** By the clock of the machine. */
export interface RunTimes {
  readonly startedOn: Date;
  readonly finishedOn: Date;
}

/** Builds the provenance of a run that ended well. */
export function provenanceOf(
  type: 'training' | 'dataset',
  facts: RunFacts,
  resources: RunResources,
  times: RunTimes,
): SlsaProvenance {
  const { command, environment, seed, source, python } = facts;
  const { configFiles, byproducts, resumedFrom } = resources;
  const notRecorded = [...facts.notRecorded];
  const dependencies = [...resources.dependencies, ...(source ? [source] : [])];
  const resolvedDependencies = withPublicUris(dependencies, 'resolvedDependencies', notRecorded);
  const { builderId, invocationId } = withPublicUris(facts.invocation, 'invocation', notRecorded);
  return {
    buildDefinition: {
      buildType: type === 'training' ? TRAINING_BUILD_TYPE : DATASET_BUILD_TYPE,
      externalParameters: {
        command,
        ...(Object.keys(environment).length > 0 && { environment }),
        ...(configFiles.length > 0 && { configFiles }),
      },
      internalParameters: {
        platform: platform(),
        ...(seed !== undefined && { seed }),
        ...(python && { python }),
        ...(facts.accelerators.length > 0 && { accelerators: facts.accelerators }),
        ...(resumedFrom !== undefined && { resumedFrom }),
        ...(notRecorded.length > 0 && { notRecorded }),
      },
      resolvedDependencies,
    },
    runDetails: {
      builder: { id: builderId, version: { mpk: VERSION } },
      metadata: {
        invocationId,
        startedOn: times.startedOn.toISOString(),
        finishedOn: times.finishedOn.toISOString(),
      },
      ...(byproducts.length > 0 && { byproducts }),
    },
  };
}

function platform(): Record<string, unknown> {
  const processors = cpus();
  const model = processors[0]?.model.trim();
  return {
    system: process.platform,
    release: release(),
    architecture: process.arch,
    processors: processors.length,
    ...(model && { processor: model }),
  };
}
