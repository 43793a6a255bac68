// SPDX-License-Identifier: Apache-2.0
import { Enums, Models } from '../library.js';
import { hubPlaceOf, hubUrlOf } from '../../documents/hub-place.js';
import type { ContainerImage, Production, PythonPackage, TrainingRun } from '../../documents/input.js';
import { purlOf } from '../../documents/purls.js';
import { referenceOf } from '../../documents/references.js';
import { cleanText, compareText, lineText, versionOf } from '../../documents/text.js';
import { webUrl } from '../../documents/web-url.js';
import { MlComponent, type Formula, type Input, type Workflow } from '../model/index.js';

const SHA256 = /^sha256:([0-9a-f]{64})$/;

/** How the model was made, from the record of a pipeline; nothing where that is empty. */
export function formulaOf({ images = [], packages = [], runs = [] }: Production, modelRef: string): readonly Formula[] {
  const components = unique([...images.map(imageComponent), ...packages.map(packageComponent)]);
  const byId = new Map(runs.map((run) => [run.id, workflowOf(run, modelRef)]));
  const workflows = [...byId.values()].sort((a, b) => compareText(a['bom-ref'], b['bom-ref']));
  return components.length + workflows.length === 0 ? [] : [{ bomRef: 'formula', components, workflows }];
}

/** By bom-ref, in order; the first of those that are alike. */
const unique = (components: readonly MlComponent[]): readonly MlComponent[] =>
  [...new Map(components.toReversed().map((component) => [component.bomRef.value ?? '', component]))]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, component]) => component);

/** Each once: lists of inputs and of parameters hold nothing twice. */
const unlike = <T extends object>(items: readonly T[]): T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

function imageComponent({ name, digest, tag }: ContainerImage): MlComponent {
  const sha256 = SHA256.exec(digest ?? '')?.[1];
  const version = digest ?? tag;
  return new MlComponent(Enums.ComponentType.Container, cleanText(name), {
    bomRef: `image:${referenceOf(name)}${version === undefined ? '' : `@${referenceOf(version)}`}`,
    version: versionOf(version),
    hashes: hashesOf(sha256),
    purl: purlOf({
      type: 'oci',
      name: name.slice(name.lastIndexOf('/') + 1),
      version: digest,
      qualifiers: { repository_url: lineText(name), ...(tag !== undefined && { tag: lineText(tag) }) },
    }),
  });
}

const packageComponent = ({ name, version, sha256 }: PythonPackage): MlComponent =>
  new MlComponent(Enums.ComponentType.Library, cleanText(name), {
    bomRef: `package:${referenceOf(name)}${version === undefined ? '' : `@${referenceOf(version)}`}`,
    version: versionOf(version),
    hashes: hashesOf(sha256),
    purl: purlOf({ type: 'pypi', name, version }),
  });

const hashesOf = (sha256: string | undefined): Models.HashDictionary =>
  new Models.HashDictionary(sha256 === undefined ? [] : [[Enums.HashAlgorithm['SHA-256'], sha256]]);

function workflowOf(
  { id, name, startedAt, finishedAt, parameters = [], inputs = [] }: TrainingRun,
  modelRef: string,
): Workflow {
  const read = unlike(inputs.map(inputOf)).sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));
  const given = unlike(parameters.map((one) => ({ name: cleanText(one.name), value: cleanText(one.value) })));
  const all: readonly Input[] = [...read, ...(given.length === 0 ? [] : [{ parameters: given }])];
  return {
    'bom-ref': `run:${referenceOf(id)}`,
    uid: cleanText(id),
    name: name === undefined ? undefined : cleanText(name),
    taskTypes: ['build'],
    inputs: all.length === 0 ? undefined : all,
    outputs: [{ type: 'artifact', resource: { ref: modelRef } }],
    timeStart: startedAt?.toISOString(),
    timeEnd: finishedAt?.toISOString(),
  };
}

/** Where it is on the web; what is not there is a relative reference with all of it escaped. Its own words are a property. */
function inputOf({ uri, digest }: { readonly uri: string; readonly digest?: string }): Input {
  const properties = [
    { name: 'mpk:input:uri', value: cleanText(uri) },
    ...(digest === undefined ? [] : [{ name: 'mpk:input:digest', value: cleanText(digest) }]),
  ];
  const place = hubPlaceOf(uri);
  // Some validators know the registered schemes alone, of which `hf` and `s3` are none.
  const url = place === undefined ? (webUrl(uri) ?? `./${encodeURIComponent(cleanText(uri))}`) : hubUrlOf(place);
  return { resource: { externalReference: { type: 'other', url } }, properties };
}
