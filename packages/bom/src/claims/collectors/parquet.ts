// SPDX-License-Identifier: Apache-2.0
import { parseJsonText } from '@mpk/formats';
import { contentOf, type ModelFile } from '../../model-files.js';
import type { ClaimSink } from '../claim-sink.js';
import type { Collector } from '../collector.js';
import { addTexts } from '../fields.js';

/** Parquet files, by their content: each is a data set, or a part of one. */
export const parquet: Collector = {
  id: 'parquet',
  reads: 'Parquet: rows and columns of the footer; what the library `datasets` writes beside them',
  collect(file, sink) {
    const content = contentOf(file, 'parquet');
    if (content === undefined) return;
    const { rows, groupedRows, columns, createdBy } = content;
    const subject = `dataset:${file.name}`;
    if (rows !== groupedRows)
      sink.remark(file, 'malformed', { pointer: 'num_rows', detail: 'not those of its groups' });
    else sink.add(file, 'dataset.rows', rows, { subject, pointer: 'num_rows', method: 'measured' });
    sink.add(file, 'dataset.columns', columns, { subject, pointer: 'schema', method: 'measured' });
    sink.add(file, 'library.version', createdBy, { subject: `file:${file.name}`, pointer: 'created_by' });
    if (!content.complete) sink.remark(file, 'too-large', { detail: 'more columns or metadata than are listed' });
    addInfo(file, sink, subject);
  },
};

/** `{"info": {"features": ..., "license": ..., "description": ...}}` as a text under `huggingface`. */
function addInfo(file: ModelFile, sink: ClaimSink, subject: string): void {
  const key = 'huggingface';
  const text = contentOf(file, 'parquet')?.metadata.find((pair) => pair.key === key)?.value;
  const value = text === undefined ? undefined : parseJsonText(text);
  if (value === undefined) return;
  addTexts({ file, sink, value, subject, under: key }, [
    ['/info/description', 'dataset.description'],
    ['/info/license', 'dataset.license'],
    ['/info/homepage', 'dataset.url'],
    ['/info/citation', 'citation'],
  ]);
}
