// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseBundle, parseStatement, splitClaims } from '@mpk/core';
import { thrownCode, withTempFolder } from '@mpk/testkit';
import { attestModel, type AttestOptions, type AttestOutcome } from '@mpk/kit/attest';
import { createModelBom, type BomFormat } from '@mpk/kit/bom';
import { generateKeyFiles } from '@mpk/kit/key';

const NOW = { SOURCE_DATE_EPOCH: '1700000000' };

interface Setup {
  readonly model: string;
  /** writes a BOM of the model as it is */
  readonly write: (format: BomFormat, change?: (text: string) => string) => Promise<void>;
  readonly attest: (options?: Partial<AttestOptions>) => Promise<AttestOutcome>;
  /** what was signed last */
  readonly signed: () => ReturnType<typeof parseStatement>;
  readonly notes: readonly string[];
}

async function withModel(use: (setup: Setup) => Promise<void>): Promise<void> {
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'config.json'), '{"model_type":"llama"}');
    writeFileSync(join(model, 'README.md'), '---\nlicense: mit\nmodel_name: Toy\n---\n');
    generateKeyFiles({ name: join(folder, 'k'), curve: 'P-256' });
    const method = { key: { privateKeyPath: join(folder, 'k.key') } };
    const predicatePath = join(folder, 'bom.json');
    const notes: string[] = [];
    await use({
      model,
      notes,
      write: async (format, change = (text) => text) => {
        writeFileSync(predicatePath, change((await createModelBom({ model, format, env: NOW })).text));
      },
      attest: (options) =>
        attestModel({
          ...{ model, type: 'bom', predicatePath, method, env: NOW, overwrite: true },
          onNote: (line) => notes.push(line),
          ...options,
        }),
      signed: () => {
        const [line] = splitClaims(readFileSync(join(model, 'claims.jsonl')));
        return parseStatement(parseBundle(line!).envelope.payload, 1_000_000);
      },
    });
  });
}

describe('a BOM that is attested', () => {
  it.each<[BomFormat, string]>([
    ['cyclonedx-json', 'https://cyclonedx.org/bom'],
    ['spdx-json', 'https://spdx.dev/Document/v3'],
  ])('is signed where its files are those of the model: %s', async (format, type) => {
    await withModel(async ({ write, attest, signed, notes }) => {
      await write(format);
      await attest();
      expect(signed().predicateType).toBe(type);
      expect(notes).toEqual([]);
    });
  });

  it.each<BomFormat>(['cyclonedx-json', 'spdx-json'])(
    'is refused where they are not, and nothing is written: %s',
    async (format) => {
      await withModel(async ({ model, write, attest, signed }) => {
        await write(format);
        writeFileSync(join(model, 'config.json'), '{"model_type":"gpt2"}');
        expect(await thrownCode(() => attest())).toBe('FILES_MISMATCH');
        writeFileSync(join(model, 'config.json'), '{"model_type":"llama"}');
        writeFileSync(join(model, 'more.txt'), 'more');
        expect(await thrownCode(() => attest())).toBe('FILES_MISMATCH');
        expect(signed).toThrow();
      });
    },
  );

  it.each<[string, BomFormat, (text: string) => string]>([
    ['of this kit', 'cyclonedx-json', (text) => text],
    ['of this kit', 'spdx-json', (text) => text],
    ['of another tool', 'cyclonedx-json', (text) => text.replaceAll('"name": "mpk"', '"name": "syft"')],
    ['of another tool', 'spdx-json', (text) => text.replaceAll(/"mpk [^"]+"/g, '"syft 1"')],
  ])('is refused where it says what the files contradict, with the fact: %s, %s', async (_, format, change) => {
    await withModel(async ({ write, attest, signed }) => {
      await write(format, (text) => change(text).replaceAll('"MIT"', '"GPL-3.0-only"'));
      await expect(attest()).rejects.toThrow(/BOM GPL-3\.0-only, files (?:MIT|mit)/);
      expect(await thrownCode(() => attest())).toBe('FACTS_MISMATCH');
      expect(signed).toThrow();
    });
  });

  it('is signed where another tool made it and it is right, and whoever signs is told what is open', async () => {
    await withModel(async ({ write, attest, notes }) => {
      await write('cyclonedx-json', (text) => text.replace('"name": "mpk"', '"name": "syft"'));
      await attest();
      expect(notes).toEqual([
        expect.stringMatching(/^facts of the BOM: \d+ confirmed by the files, \d+ not established/),
      ]);
    });
  });

  it('is signed where it says what no file does, and whoever signs is told', async () => {
    await withModel(async ({ write, attest, notes }) => {
      await write('cyclonedx-json', (text) => {
        const declarations = { affirmation: { statement: 'All is certified' } };
        return JSON.stringify({ ...(JSON.parse(text) as object), declarations });
      });
      await attest();
      expect(notes).toEqual([expect.stringMatching(/confirmed by the files, 1 not established: a signed statement$/)]);
    });
  });

  it('is signed where another tool left a licence out, and whoever signs is told', async () => {
    await withModel(async ({ write, attest, notes }) => {
      await write('cyclonedx-json', (text) => {
        const bom: any = JSON.parse(text.replace('"name": "mpk"', '"name": "syft"'));
        delete bom.metadata.component.licenses;
        return JSON.stringify(bom);
      });
      await attest();
      expect(notes).toContainEqual('the files declare what the BOM leaves out: license mit');
    });
  });

  it('is signed where it lists no digests, and whoever signs is told', async () => {
    await withModel(async ({ write, attest, notes }) => {
      await write('cyclonedx-json', () => '{"bomFormat":"CycloneDX","specVersion":"1.6"}');
      await attest();
      expect(notes).toEqual([expect.stringContaining('does not give the SHA-256')]);
    });
  });

  it.each([
    ['an SPDX graph that is none', '{"@context":"x","@graph":{}}', 'INPUT_MALFORMED'],
    ['a version that nobody reads', '{"bomFormat":"CycloneDX","specVersion":"9"}', 'INPUT_UNSUPPORTED'],
  ])('is refused where it is %s', async (_, text, code) => {
    await withModel(async ({ write, attest }) => {
      await write('cyclonedx-json', () => text);
      expect(await thrownCode(() => attest())).toBe(code);
    });
  });

  it('is made of the model where none is given, as mpk bom makes it', async () => {
    await withModel(async ({ model, attest, signed }) => {
      const { text } = await createModelBom({ model, env: NOW });
      await attest({ predicatePath: undefined });
      expect(signed().predicate).toEqual(JSON.parse(text));
    });
  });
});
