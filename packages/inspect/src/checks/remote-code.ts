// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import { isJsonObject, memberOf, type JsonValue } from '@mpk/formats';
import { dangerOf } from '../allowed/known-dangerous.js';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf } from '../inspected-model.js';
import { valuesOf, type NamedValue } from '../json-values.js';
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
      "In every JSON file: `auto_map`, `custom_pipelines` and a list as `_class_name` (classes defined by files of the repository), a module that peft imports (`auto_mapping`), a repository as attention implementation (its kernels are fetched and loaded), `trust_remote_code` switched on by the model itself, modules of sentence-transformers that are not the library's own, and `_target_` of Hydra (anything that can be imported). In archives of TorchScript: code that reads or writes files.",
    risk: 'The weights may be safetensors and harmless, and loading the model still runs Python of whoever wrote the repository.',
    severities: [
      [
        'critical',
        'code of another repository, kernels that are fetched, a `_target_` that runs programs or code, TorchScript that reaches files',
      ],
      ['high', 'code of this repository, trust switched on by the model'],
      ['medium', 'any other `_target_`'],
      ['inconclusive', 'a list of modules, or code of TorchScript, that is too large'],
    ],
    fix: 'Use a model that a library supports by itself. Else review the code, pin its commit, sign it with the model, and write an exception for this one model.',
    limits:
      'It reads JSON; YAML of training frameworks and Python itself are not followed. What a library does with a configuration may change with its version.',
    references: ['CWE-829', 'CWE-494', 'CVE-2026-4372', 'CVE-2026-5241'],
  },
  run(model) {
    const findings: Finding[] = [];
    for (const { file, part, content } of partsOf(model, 'json')) {
      // The classes in it have no name that would be kept of a large document.
      if (content.value === undefined && /(?:^|\/)modules\.json$/.test(file.name)) {
        const message = 'the list of modules is larger than what is looked at';
        findings.push(unknown({ check: id, severity: 'medium', message }, locate({ file, part })));
      }
      for (const value of valuesOf(content)) {
        const told = tell(value);
        if (told === undefined) continue;
        const message = `${told.message} (${value.pointer})`;
        findings.push(finding({ check: id, ...told, message }, locate({ file, part })));
      }
    }
    return [...findings, ...scriptsOf(model, id)];
  },
};

function tell({ name, value, pointer }: NamedValue): Told | undefined {
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
  if (name === '_target_' && typeof value === 'string') return target(value);
  if (name === 'type' && typeof value === 'string' && /^\/\d+\/type$/.test(pointer)) return ownModule(value);
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

/** What Python takes for true. */
const isTruthy = (value: JsonValue): boolean =>
  isJsonObject(value) ? value.members.length > 0 : Array.isArray(value) ? value.length > 0 : Boolean(value);

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

function target(name: string): Told {
  const dot = name.lastIndexOf('.');
  const danger = dangerOf(name.slice(0, Math.max(0, dot)), name.slice(dot + 1));
  return danger === undefined
    ? { severity: 'medium', message: `makes an object by name: ${name}` }
    : { severity: 'critical', message: `makes an object by name: ${name}, which ${danger.replaceAll('-', ' ')}` };
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
