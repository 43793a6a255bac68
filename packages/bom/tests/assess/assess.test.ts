// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareWithFiles,
  diffBoms,
  mergeBoms,
  parseBom,
  PROFILES,
  renderBomHtml,
  renderBomMarkdown,
  scoreBom,
  viewModel,
} from '@mpk/bom/assess';
import { kitBom, parsed } from './producers.js';

const FOLDERS = ['assess', 'bom-document', 'compare', 'diff', 'merge', 'pages', 'score'];

/** Everything that is done with a document. */
function assess(bom: unknown): void {
  const document = parsed(bom);
  const view = viewModel(document);
  const scores = Object.values(PROFILES).map((profile) => scoreBom(view, profile));
  renderBomHtml(view, { scores });
  renderBomMarkdown(view, { scores });
  compareWithFiles(view, [{ name: 'a', sizeBytes: 1, sha256: 'a'.repeat(64) }]);
  expect(diffBoms(document, document).isEqual).toBe(true);
  const { bom: merged } = mergeBoms([document, parsed(kitBom())]);
  parseBom(Buffer.from(JSON.stringify(merged)));
}

describe('the door @mpk/bom/assess', () => {
  it('does not load the library that writes BOMs, nor anything but core', () => {
    const src = join(import.meta.dirname, '../../src');
    const imports = FOLDERS.flatMap((folder) =>
      readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .flatMap((name) => [...readFileSync(join(src, folder, name), 'utf8').matchAll(/from '([^.'][^']*)'/g)])
        .map(([, module]) => module),
    );
    expect([...new Set(imports)].sort()).toEqual(['@mpk/core', 'node:crypto']);
  });

  it('bears components within components as deep as JSON is read', () => {
    let component: object = { type: 'machine-learning-model', name: 'innermost', 'bom-ref': 'x' };
    for (let i = 0; i < 28; i++) component = { type: 'file', name: `${i}`, 'bom-ref': 'x', components: [component] };
    assess({ bomFormat: 'CycloneDX', specVersion: '1.7', metadata: { component } });
  });

  it('bears one name, ref and purl everywhere', () => {
    const same = {
      type: 'machine-learning-model',
      name: 'a',
      'bom-ref': 'a',
      purl: 'pkg:a/a',
      modelCard: { 'bom-ref': 'a' },
    };
    const parts = Array.from({ length: 500 }, () => ({
      ...same,
      pedigree: { ancestors: [same, same] },
      components: [same],
    }));
    const dependencies = Array.from({ length: 500 }, () => ({ ref: 'a', dependsOn: ['a', 'a'] }));
    assess({
      bomFormat: 'CycloneDX',
      specVersion: '1.7',
      metadata: { component: same },
      components: parts,
      dependencies,
    });
  });

  it('bears a hundred thousand files', () => {
    const components = Array.from({ length: 100_000 }, (_, i) => ({
      type: 'file',
      name: `f${i}`,
      hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
    }));
    assess({
      bomFormat: 'CycloneDX',
      specVersion: '1.7',
      metadata: { component: { type: 'machine-learning-model', name: 'm', components } },
    });
  });
});
