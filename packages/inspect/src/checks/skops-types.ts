// SPDX-License-Identifier: Apache-2.0
import type { Finding } from '@mpk/core';
import type { JsonContent } from '@mpk/formats';
import { dangerOf, findAllowed, type Use } from '../allowed/index.js';
import type { Check } from '../check.js';
import { finding, locate, unknown } from '../findings.js';
import { partsOf, type FoundPart } from '../inspected-model.js';
import { valuesOf } from '../json-values.js';

const id = 'skops-types';

/** Plain data, which loading makes by itself. */
const PLAIN: ReadonlySet<string> = new Set(
  'dict list tuple str int float bool complex NoneType bytes bytearray set frozenset slice type'.split(' '),
);
/** Loaders that run what they name with arguments of the file. */
const RUNNING = /Reduce|Partial|OperatorFunc|Method/;
/** Loaders that keep what they name. */
const KEEPING = /^(?:FunctionNode|TypeNode)$/;

/** Everything that a file of skops names must be on a list, as of a pickle. */
export const skopsTypes: Check = {
  id,
  description: 'Files of skops that name classes or functions other than those of known frameworks.',
  about: {
    finds:
      'Every node of a `schema.json` in an archive names a class or function by module and name; they are looked up, exactly and by use, in the lists that pickles are held to.',
    risk: 'A loader of skops makes what its caller trusts, and callers tend to trust whatever a file asks for. Versions of skops have made objects that nobody had trusted.',
    severities: [
      ['critical', 'a name that is known to run code or programs, to read or write files, or to use the network'],
      ['high', 'any other name that is not listed for this use'],
      ['inconclusive', 'a schema that is too large to be looked at as a whole'],
    ],
    fix: 'Load it with `trusted=[]`, never with what `get_untrusted_types` gives. Where a class of your own is meant, review it and write an exception for this one model.',
    limits: 'Methods are looked up by the class of their object, not by their own name.',
    references: ['CVE-2025-54412', 'CVE-2025-54413', 'CVE-2025-54886', 'CWE-502'],
  },
  run: (model) => [...partsOf(model, 'json')].filter(isSchema).flatMap(namesIn),
};

/** What else lies in the archive does not matter: skops reads this member of any. */
const isSchema = ({ part }: FoundPart<'json'>): boolean => part.path.at(-1) === 'schema.json';

interface Node {
  name?: string;
  module?: string;
  loader?: string;
}

function namesIn({ file, part, content }: FoundPart<'json'>): readonly Finding[] {
  const where = locate({ file, part });
  const names = new Set(nodesOf(content).flatMap(tell));
  const found = [...names].map((message) => {
    const severity = message.includes(DANGEROUS) ? 'critical' : 'high';
    return finding({ check: id, severity, message }, where);
  });
  if (content.value !== undefined || content.complete) return found;
  const message = 'the schema has more nodes than are looked at';
  return [...found, unknown({ check: id, severity: 'medium', message }, where)];
}

/** Nodes by what they name, wherever they are. */
function nodesOf(content: JsonContent): readonly Node[] {
  const nodes = new Map<string, Node>();
  for (const { name, value, pointer } of valuesOf(content)) {
    if (typeof value !== 'string' || (name !== '__class__' && name !== '__module__' && name !== '__loader__')) continue;
    const parent = pointer.slice(0, pointer.lastIndexOf('/'));
    const node = nodes.get(parent) ?? {};
    nodes.set(parent, node);
    if (name === '__class__') node.name = value;
    else if (name === '__module__') node.module = value;
    else node.loader = value;
  }
  return [...nodes.values()];
}

const DANGEROUS = ', which ';

function tell({ name = '', module = '', loader = '' }: Node): readonly string[] {
  if (module === 'builtins' && PLAIN.has(name)) return [];
  if (isFor(findAllowed(module, name)?.use, loader)) return [];
  const danger = dangerOf(module, name);
  const why = danger === undefined ? ' that is on no list for it' : `${DANGEROUS}${danger.replaceAll('-', ' ')}`;
  return [`${loader === '' ? 'a node' : loader} of ${module}.${name}${why}`];
}

function isFor(use: Use | undefined, loader: string): boolean {
  if (use === undefined || use === 'loader' || use === 'maker') return false;
  if (KEEPING.test(loader)) return use !== 'created';
  return RUNNING.test(loader) ? use === 'called' : true;
}
