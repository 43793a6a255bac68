// SPDX-License-Identifier: Apache-2.0
import type { Finding, FindingLocation, Severity } from '@mpk/core';
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type InspectedModel } from '../inspected-model.js';
import { valuesOf, type NamedValue } from '../json-values.js';
import { yamlPartsOf } from '../yaml-parts.js';
import { dangerOfPath, namedTarget } from './named-targets.js';
import { scriptsOf } from './torch-script.js';

const id = 'remote-code';

/** What a value means to a loader. */
interface Told {
  readonly severity: Severity;
  readonly message: string;
  readonly references?: readonly string[];
}

/** Configurations that make a loader fetch or run code of the repository, or of another one. */
export const remoteCode: Check = {
  id,
  description: 'Configurations that make loaders run code that comes with the model, or that they fetch.',
  about: {
    finds:
      "In every JSON file and in YAML: `auto_map`, `custom_pipelines` and a list as `_class_name` (classes defined by files of the repository), a module that peft imports (`auto_mapping`), a repository as attention implementation (its kernels are fetched and loaded), `trust_remote_code` switched on by the model itself, modules of sentence-transformers that are not the library's own, `_target_` of Hydra and, in YAML, `target` of `instantiate_from_config` (anything that can be imported), and the module that MLflow loads a model with. In archives of TorchScript: code that reads or writes files.",
    risk: 'The weights may be safetensors and harmless, and loading the model still runs Python of whoever wrote the repository.',
    severities: [
      [
        'critical',
        'code of another repository, kernels that are fetched, a target that runs programs or code, TorchScript that reaches files',
      ],
      ['high', "code of this repository, trust switched on by the model, a module that is not MLflow's own"],
      ['medium', 'any other `_target_`'],
      ['inconclusive', 'a list of modules, or code of TorchScript, that is too large'],
    ],
    fix: 'Use a model that a library supports by itself. Else review the code, pin its commit, sign it with the model, and write an exception for this one model.',
    limits: 'Python itself is not followed. What a library does with a configuration may change with its version.',
    references: ['CWE-829', 'CWE-494', 'CVE-2026-4372', 'CVE-2026-5241'],
  },
  run(model) {
    const findings: Finding[] = [];
    const hasModule = modulesOf(model);
    for (const { file, part, content } of partsOf(model, 'json')) {
      // The classes in it have no name that would be kept of a large document.
      if (content.value === undefined && /(?:^|\/)modules\.json$/.test(file.name)) {
        const message = 'the list of modules is larger than what is looked at';
        findings.push(unknown({ check: id, severity: 'medium', message }, locate({ file, part })));
      }
      findings.push(...findingsIn(valuesOf(content), hasModule, locate({ file, part })));
    }
    for (const { found, values } of yamlPartsOf(model)) {
      findings.push(
        ...findingsIn(values(), hasModule, locate(found)),
        ...targetsIn(values(), hasModule, locate(found)),
      );
    }
    return [...findings, ...scriptsOf(model, id)];
  },
};

/** Whether a file of the model is imported by a name, where its folder is on the path of Python. */
function modulesOf({ files }: InspectedModel): (module: string) => boolean {
  const modules = new Set(
    files.flatMap(({ name }) => (/\.pyc?$/i.test(name) ? [name.split('/', 1)[0]?.replace(/\.pyc?$/i, '')] : [])),
  );
  return (module) => modules.has(module);
}

function* findingsIn(
  values: Iterable<NamedValue>,
  hasModule: (module: string) => boolean,
  where: FindingLocation,
): Generator<Finding> {
  for (const value of values) {
    const told = tell(value, hasModule);
    if (told === undefined) continue;
    yield finding({ check: id, ...told, message: `${told.message} (${value.pointer})` }, where);
  }
}

function tell({ name, value, pointer }: NamedValue, hasModule: (module: string) => boolean): Told | undefined {
  if (name === undefined) return undefined;
  if (name === 'auto_map') return mapped(value);
  if (name === 'auto_mapping') return library(value);
  if (name === '_class_name' && Array.isArray(value)) {
    return { severity: 'high', message: 'the pipeline is defined by a file of the repository' };
  }
  if (name === 'custom_pipelines' && isJsonObject(value) && value.members.length > 0) {
    return { severity: 'high', message: 'pipelines are defined by files of the repository' };
  }
  if (/^_?attn_implementation/.test(name) || name === 'experts_implementation') return kernels(value);
  if (name === 'trust_remote_code' && isTruthy(value)) {
    return {
      severity: 'high',
      message: 'the model itself says that its code is to be trusted',
      references: ['CVE-2026-5241'],
    };
  }
  if (typeof value !== 'string') return undefined;
  if (name === '_target_') return namedTarget(value, hasModule);
  if (name === 'loader_module') return loaderModule(value);
  if (name === 'type' && /^\/\d+\/type$/.test(pointer)) return ownModule(value);
  return undefined;
}

/** `{"AutoModel": "modeling_x.XModel"}`, or with `org/repo--` before the file. */
function mapped(value: JsonValue): Told | undefined {
  const names = textsIn(value);
  if (names.length === 0) return undefined;
  const other = names.find((one) => one.includes('--'));
  return other === undefined
    ? { severity: 'high', message: `classes are defined by files of the repository: ${names.slice(0, 3).join(', ')}` }
    : { severity: 'critical', message: `classes are defined by files of another repository: ${other}` };
}

/** What YAML has for false and nothing; as texts of JSON, they are none that anybody means to be true. */
const NOT_TRUE = /^(?:false|no|off|n|0|null|none|~|)$/i;

/** What Python takes for true. */
const isTruthy = (value: JsonValue): boolean =>
  typeof value === 'string'
    ? !NOT_TRUE.test(value)
    : isJsonObject(value)
      ? value.members.length > 0
      : Array.isArray(value)
        ? value.length > 0
        : Boolean(value);

/** Libraries that adapters are made for; `__main__` is what was running when it was saved. */
const LIBRARIES = /^(?:transformers|diffusers|torch|torchvision|timm|peft|sentence_transformers|__main__)(?:\.|$)/;

/** `{"base_model_class": "X", "parent_library": "x.y"}`: peft imports the library. */
function library(value: JsonValue): Told | undefined {
  const name = memberOf(value, 'parent_library');
  if (typeof name !== 'string' || LIBRARIES.test(name)) return undefined;
  return { severity: 'high', message: `a module is imported by name: ${name.slice(0, 100)}` };
}

/** A name of a library's own has no slash; a repository of kernels has one. */
function kernels(value: JsonValue): Told | undefined {
  const repository = textsIn(value).find((one) => one.includes('/'));
  if (repository === undefined) return undefined;
  const message = `kernels are fetched and loaded from ${repository}`;
  return { severity: 'critical', message, references: ['CVE-2026-4372'] };
}

/** In YAML alone: elsewhere a target is anything, as an operator of an exported graph. */
function* targetsIn(
  values: Iterable<NamedValue>,
  hasModule: (module: string) => boolean,
  where: FindingLocation,
): Generator<Finding> {
  for (const { name, value, pointer } of values) {
    const told = name === 'target' && typeof value === 'string' ? namedByLibrary(value, hasModule) : undefined;
    if (told === undefined) continue;
    yield finding({ check: id, ...told, message: `${told.message} (${pointer})` }, where);
  }
}

/** `target: ldm.models.X`, as latent diffusion has it: a word that says many things, so that only names of Python count. */
function namedByLibrary(name: string, hasModule: (module: string) => boolean): Told | undefined {
  if (!/^\w+(?:\.\w+)+$/.test(name)) return undefined;
  const told = namedTarget(name, hasModule);
  return told.severity === 'medium' ? undefined : told;
}

/** MLflow imports it and calls its `_load_pyfunc`. */
function loaderModule(name: string): Told | undefined {
  const own = /^mlflow\.(\w+(?:\.\w+)*)$/.exec(name)?.[1];
  if (own !== undefined && dangerOfPath(own) === undefined) return undefined;
  return { severity: 'high', message: `MLflow loads the model with a module that is not its own: ${name}` };
}

/** modules.json of sentence-transformers: a list of modules by class. */
function ownModule(name: string): Told | undefined {
  if (/^sentence_transformers\.[\w.]+$/.test(name) || !name.includes('.')) return undefined;
  return { severity: 'high', message: `a module that is not of sentence-transformers: ${name}` };
}

const textsIn = (value: JsonValue): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(textsIn);
  return isJsonObject(value) ? value.members.flatMap(([, member]) => textsIn(member)) : [];
};
