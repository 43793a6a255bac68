// SPDX-License-Identifier: Apache-2.0
import { Plugin } from '@oclif/core';

interface FlagSpec {
  readonly name: string;
  readonly char?: string;
  readonly description?: string;
  readonly type: string;
  readonly default?: unknown;
  readonly env?: string;
  readonly helpValue?: string | string[];
  readonly options?: string[];
  readonly required?: boolean;
  readonly multiple?: boolean;
}

interface CommandSpec {
  readonly id: string;
  readonly summary?: string;
  readonly description?: string;
  readonly examples?: string[];
  readonly args: Record<string, { readonly name: string; readonly description?: string; readonly required?: boolean }>;
  readonly flags: Record<string, FlagSpec>;
}

export interface CliManifest {
  readonly version: string;
  readonly commands: Record<string, CommandSpec>;
}

/** The commands with all flags, as oclif reads them at start; machine paths are left out. */
export async function readCliManifest(root: string): Promise<CliManifest> {
  const plugin = new Plugin({ root, errorOnManifestCreate: true, ignoreManifest: true, type: 'core' });
  await plugin.load();
  const manifest = JSON.parse(JSON.stringify(plugin.manifest)) as CliManifest;
  // oclif lists them as the file system does, which differs from one checkout to the next.
  const commands = Object.entries(manifest.commands).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...manifest, commands: Object.fromEntries(commands) };
}

/** The reference page of the CLI. */
export function generateCliReference(manifest: CliManifest): string {
  const commands = Object.values(manifest.commands).sort((a, b) => (a.id < b.id ? -1 : 1));
  const sections = commands.map(commandSection);
  return `# mpk

Generated from the commands. Every command takes \`--json\` and \`--help\`; results are on stdout, everything else on stderr.
[Exit codes](exit-codes.md) are the same everywhere.

${sections.join('\n')}`;
}

function commandSection(command: CommandSpec): string {
  const args = Object.values(command.args).map((arg) =>
    arg.required ? arg.name.toUpperCase() : `[${arg.name.toUpperCase()}]`,
  );
  const flags = Object.values(command.flags).filter((flag) => flag.name !== 'json');
  return `## mpk ${[...command.id.split(':'), ...args].join(' ')}

${command.summary ?? ''}

${command.description === undefined ? '' : `${command.description}\n\n`}\`\`\`sh
${(command.examples ?? []).map((text) => text.replaceAll('<%= config.bin %>', 'mpk')).join('\n')}
\`\`\`

${Object.values(command.args)
  .map((arg) => `- \`${arg.name.toUpperCase()}\`: ${arg.description ?? ''}`)
  .join('\n')}
${flags.length === 0 ? '' : `\n| flag | what |\n|---|---|\n${flags.map(flagRow).join('\n')}\n`}`;
}

function flagRow(flag: FlagSpec): string {
  const value =
    flag.type === 'boolean' ? '' : ` ${String(flag.helpValue ?? (flag.options ? flag.options.join('\\|') : 'VALUE'))}`;
  const notes = [
    flag.required === true && 'required',
    flag.multiple === true && 'may be given several times',
    flag.env !== undefined && `environment: \`${flag.env}\``,
    flag.default !== undefined && flag.default !== false && `default: \`${JSON.stringify(flag.default)}\``,
  ].filter(Boolean);
  const name = `${flag.char === undefined ? '' : `-${flag.char}, `}--${flag.name}${value}`;
  return `| \`${name}\` | ${flag.description ?? ''}${notes.length > 0 ? ` (${notes.join('; ')})` : ''} |`;
}
