// SPDX-License-Identifier: Apache-2.0
import type { Finding, Severity } from '@mpk/core';
import type { YamlTag } from '@mpk/formats/yaml';
import { dangerOf, findAllowed } from '../allowed/index.js';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { yamlPartsOf, type YamlPart } from '../yaml-parts.js';

const id = 'yaml-tags';

const PYTHON = /^tag:yaml\.org,2002:python\/([^:]*)(?::(.*))?$/s;
/** Tags that give a value of Python's own types and reach nothing. */
const PLAIN: ReadonlySet<string> = new Set(
  'none bool str unicode bytes int long float complex list tuple dict'.split(' '),
);
/** `object/apply` calls a function, `object/new` a constructor, `object` fills one in; the others import. */
const CALLING: ReadonlySet<string> = new Set(['object/apply', 'object/new']);
const MAX_TOLD = 20;

/** YAML that asks a loader of Python to import and to call. */
export const yamlTags: Check = {
  id,
  description: 'YAML with tags that make a loader of Python import modules, make objects or call functions.',
  about: {
    finds:
      "Tags of PyYAML (`!!python/object/apply:os.system`, `!!python/name:`, `!!python/module:` and the others, however they are spelt) in files and members named `.yaml`, `.yml` or `MLmodel`, and in the front matter of cards. Names on the lists that pickles are held against are let through: Lightning's `hparams.yaml` has some.",
    risk: '`yaml.load` with an unsafe loader does what the tags say, as a pickle does: it runs code of whoever wrote the file.',
    severities: [
      ['critical', 'a name that is known to run code or programs, to read or write files, or to use the network'],
      ['high', 'any other name that is on no list'],
      ['inconclusive', 'YAML that is too large or too deep to be followed'],
    ],
    fix: 'Have the file written as plain data (`yaml.safe_dump`), and load it with `yaml.safe_load` alone.',
    limits:
      'A safe loader refuses such tags; which loader a tool uses is not known here. Text that is not YAML is read as far as a parser gets.',
    references: ['CWE-502', 'CVE-2020-14343'],
  },
  run: (model) => yamlPartsOf(model).flatMap(tagsIn),
};

function tagsIn({ found: { file, part }, reading }: YamlPart): readonly Finding[] {
  const where = locate({ file, part });
  if (reading === undefined || reading.fault === 'too-deep' || reading.fault === 'too-large') {
    const message = 'YAML that is larger or nested deeper than what is looked at';
    return [unknown({ check: id, severity: 'medium', message }, where)];
  }
  return [...new Map(reading.tags.flatMap(tell)).values()]
    .slice(0, MAX_TOLD)
    .map(({ severity, message }) => finding({ check: id, severity, message }, where));
}

interface Told {
  readonly severity: Severity;
  readonly message: string;
}

function tell({ tag, pointer }: YamlTag): readonly (readonly [string, Told])[] {
  const [, kind, name = ''] = PYTHON.exec(tag) ?? [];
  if (kind === undefined || PLAIN.has(kind)) return [];
  const dot = name.lastIndexOf('.');
  const [module, last] = dot < 0 ? ['builtins', name] : [name.slice(0, dot), name.slice(dot + 1)];
  const use = findAllowed(module, last)?.use;
  if (use === 'called' || (use !== undefined && !CALLING.has(kind))) return [];
  const danger = kind === 'module' ? dangerOf(name, '') : dangerOf(module, last);
  const what = `${kind}:${name}`;
  const why = danger === undefined ? 'which is on no list' : `which ${danger.replaceAll('-', ' ')}`;
  const message = `a tag makes Python load ${what}, ${why} (${pointer === '' ? 'the document' : pointer})`;
  return [[what, { severity: danger === undefined ? 'high' : 'critical', message }]];
}
