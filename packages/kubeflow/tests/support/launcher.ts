// SPDX-License-Identifier: Apache-2.0
import { cp, mkdir, readFile, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/*
 * Does what the launcher of Kubeflow Pipelines v2 does around a container component, from its source
 * (backend/src/v2/component/launcher_v2.go): download, substitute, run, collect, upload. It shares no code with the package.
 */

export interface Artifact {
  readonly name?: string;
  readonly uri: string;
  readonly metadata?: Record<string, unknown>;
}

/** A component of the intermediate representation, with its container. */
export interface LaunchedComponent {
  readonly inputDefinitions: {
    artifacts?: Record<string, any>;
    parameters?: Record<string, { defaultValue?: unknown }>;
  };
  readonly outputDefinitions: {
    artifacts?: Record<string, { artifactType: { schemaTitle: string } }>;
    parameters?: Record<string, { parameterType: string }>;
  };
  readonly container: { readonly command: readonly string[]; readonly args: readonly string[] };
}

/** Where things are: a folder that plays the object store, and how paths of the container look from here. */
export interface LauncherHost {
  /** pipeline root of this task, as a URI below the bucket */
  readonly taskRoot: string;
  /** bucket, as a URI prefix: nothing can be uploaded elsewhere */
  readonly bucket: string;
  readonly store: (uri: string) => string;
  readonly fromHere: (containerPath: string) => string;
  /** runs the user's command; returns the exit status */
  readonly run: (argv: readonly string[]) => Promise<number>;
}

export interface LaunchResult {
  readonly state: 'SUCCEEDED' | 'FAILED';
  readonly reason: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly artifacts: Readonly<Record<string, Required<Artifact>>>;
  readonly warnings: readonly string[];
}

/** LocalPathForURI of the launcher. */
export function launcherPath(uri: string): string | undefined {
  if (uri.startsWith('gs://')) return `/gcs/${uri.slice(5)}`;
  if (uri.startsWith('minio://')) return `/minio/${uri.slice(8)}`;
  if (uri.startsWith('s3://')) return `/s3/${uri.slice(5)}`;
  if (uri.startsWith('oci://')) return `/oci/${uri.slice(6).replaceAll('/', '_')}/models`;
  // kfp.local: the URI is the path.
  return uri.startsWith('/') ? uri : undefined;
}

export async function launch(
  component: LaunchedComponent,
  inputs: { parameters: Record<string, unknown>; artifacts: Record<string, readonly Artifact[]> },
  host: LauncherHost,
): Promise<LaunchResult> {
  const executorInput = createExecutorInput(component, inputs, host);
  await prepareOutputFolders(executorInput, host);
  await downloadArtifacts(executorInput, host);
  const argv = [...component.container.command, ...component.container.args].map((arg) =>
    substitute(arg, executorInput),
  );
  const exit = await host.run(argv);
  if (exit !== 0) return failed(`exit status ${exit}`);
  return collect(component, executorInput, host);
}

const failed = (reason: string): LaunchResult => ({
  state: 'FAILED',
  reason,
  parameters: {},
  artifacts: {},
  warnings: [],
});

function createExecutorInput(component: LaunchedComponent, inputs: any, host: LauncherHost): any {
  const definitions = component.inputDefinitions.parameters ?? {};
  const defaults = Object.entries(definitions).filter(([, d]) => d.defaultValue !== undefined);
  const withDefaults = Object.fromEntries(defaults.map(([name, d]) => [name, d.defaultValue]));
  const { parameters, artifacts } = component.outputDefinitions;
  return {
    inputs: {
      parameterValues: { ...withDefaults, ...inputs.parameters },
      artifacts: Object.fromEntries(
        Object.entries(inputs.artifacts).map(([name, list]) => [name, { artifacts: list }]),
      ),
    },
    outputs: {
      parameters: mapNames(parameters, (name) => ({ outputFile: `/tmp/kfp/outputs/${name}` })),
      artifacts: mapNames(artifacts, (name, d: any) => ({
        artifacts: [{ name, type: d.artifactType, uri: `${host.taskRoot}/${name}`, metadata: {} }],
      })),
      outputFile: `${launcherPath(host.taskRoot)!}/output_metadata.json`,
    },
  };
}

const mapNames = <T>(
  record: Record<string, T> = {},
  of: (name: string, value: T) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(name, value)]));

/** prepareOutputFolders: parents of outputs, not those of the executor output file. */
async function prepareOutputFolders(executorInput: any, host: LauncherHost): Promise<void> {
  for (const { outputFile } of Object.values<any>(executorInput.outputs.parameters)) {
    await mkdir(dirname(host.fromHere(outputFile)), { recursive: true });
  }
  for (const { artifacts } of Object.values<any>(executorInput.outputs.artifacts)) {
    await mkdir(dirname(host.fromHere(launcherPath(artifacts[0].uri)!)), { recursive: true });
  }
}

/** DownloadBlob: bytes and relative names; links, modes and empty folders do not survive. */
async function downloadArtifacts(executorInput: any, host: LauncherHost): Promise<void> {
  for (const { artifacts } of Object.values<any>(executorInput.inputs.artifacts)) {
    for (const { uri } of artifacts) {
      const path = launcherPath(uri);
      if (path === undefined || uri.startsWith('oci://') || uri.startsWith('/')) continue;
      await copyBytes(host.store(uri), host.fromHere(path));
    }
  }
}

async function copyBytes(from: string, to: string): Promise<string[]> {
  if ((await stat(from)).isFile()) {
    await mkdir(dirname(to), { recursive: true });
    await cp(from, to, { dereference: true });
    return [''];
  }
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const names = entries.filter((e) => !e.isDirectory()).map((e) => relative(from, join(e.parentPath, e.name)));
  for (const name of names) await copyBytes(join(from, name), join(to, name));
  return names.sort();
}

/** Only what the open-source launcher substitutes: `.metadata` and lists stay as they are. */
function substitute(arg: string, executorInput: any): string {
  const { inputs, outputs } = executorInput;
  let text = arg.replaceAll('{{$}}', () => JSON.stringify(executorInput));
  const put = (placeholder: string, value: string): void => {
    text = text.replaceAll(`{{$.${placeholder}}}`, () => value);
  };
  for (const [name, value] of Object.entries<any>(inputs.parameterValues)) {
    put(`inputs.parameters['${name}']`, typeof value === 'object' ? JSON.stringify(value) : String(value));
  }
  for (const side of ['inputs', 'outputs'] as const) {
    for (const [name, { artifacts }] of Object.entries<any>(executorInput[side].artifacts)) {
      put(`${side}.artifacts['${name}'].uri`, artifacts[0].uri);
      put(`${side}.artifacts['${name}'].path`, launcherPath(artifacts[0].uri) ?? '');
    }
  }
  for (const [name, { outputFile }] of Object.entries<any>(outputs.parameters)) {
    put(`outputs.parameters['${name}'].output_file`, outputFile);
  }
  return text;
}

async function collect(component: LaunchedComponent, executorInput: any, host: LauncherHost): Promise<LaunchResult> {
  const { outputs } = executorInput;
  const text = await readFile(host.fromHere(outputs.outputFile), 'utf8').catch(() => '{}');
  const executorOutput = JSON.parse(text) as {
    parameterValues?: Record<string, unknown>;
    artifacts?: Record<string, any>;
  };
  const parameters: Record<string, unknown> = { ...executorOutput.parameterValues };
  for (const [name, { parameterType }] of Object.entries(component.outputDefinitions.parameters ?? {})) {
    if (name in parameters) continue;
    const content = await readFile(host.fromHere(outputs.parameters[name].outputFile), 'utf8').catch(() => undefined);
    if (content === undefined) return failed(`failed to read output parameter ${name}`);
    const value = typed(content, parameterType);
    if (value === undefined) return failed(`output parameter ${name} is no ${parameterType}`);
    parameters[name] = value;
  }
  return upload(executorInput, executorOutput.artifacts ?? {}, parameters, host);
}

/** TextToPbValue: strings to the last byte, the rest trimmed. */
function typed(text: string, type: string): unknown {
  if (type === 'STRING') return text;
  const word = text.trim();
  if (type === 'BOOLEAN')
    return /^(?:1|t|T|TRUE|true|True)$/.test(word)
      ? true
      : /^(?:0|f|F|FALSE|false|False)$/.test(word)
        ? false
        : undefined;
  if (type === 'NUMBER_INTEGER') return /^-?[0-9]+$/.test(word) ? Number(word) : undefined;
  return undefined;
}

async function upload(
  executorInput: any,
  named: Record<string, any>,
  parameters: any,
  host: LauncherHost,
): Promise<LaunchResult> {
  const artifacts: Record<string, Required<Artifact>> = {};
  const warnings: string[] = [];
  for (const [name, list] of Object.entries<any>(executorInput.outputs.artifacts)) {
    const [output] = list.artifacts;
    const said = named[name]?.artifacts?.[0];
    const uri: string = said?.uri ? said.uri : output.uri;
    const path = launcherPath(uri);
    if (path !== undefined && !uri.startsWith('oci://')) {
      if (!uri.startsWith(host.bucket)) return failed(`failed to upload output artifact ${name}: not in the bucket`);
      const source = host.fromHere(path);
      if (await stat(source).catch(() => undefined)) await copyBytes(source, host.store(uri));
      else warnings.push(`local file path of ${name} does not exist`);
    }
    artifacts[name] = { name, uri, metadata: { ...output.metadata, ...said?.metadata } };
  }
  return { state: 'SUCCEEDED', reason: '', parameters, artifacts, warnings };
}
