import { error, type Finding } from '../compile/findings.ts';
import type { PortInScope } from '../body/port-types.ts';
import type { PortBinding } from '../ir/program.ts';
import type { PortParam, PortSpec, Site } from './block.ts';
import { isIdentifier, isKeptFromPorts } from './identifiers.ts';
import { isPortParam } from './params.ts';
import { listedPort } from './port-specs.ts';
import { printPortType } from './ports.ts';

/** The ports a person gave a block. A row whose type is none has no port, only a finding. */
export const listedPorts = (list: readonly PortParam[]): readonly PortSpec[] =>
  list.flatMap((row) => listedPort(row) ?? []);

/** What is wrong with the list itself: a port is an identifier of the body. */
export function listFindings(site: Site, list: readonly PortParam[]): readonly Finding[] {
  return list.flatMap((row, i) => {
    const place = { node: site.node.id, port: row.name, param: 'ports', path: `params.ports.${i}` };
    const port = listedPort(row);
    return [
      ...(port === null ? [error('port-type-syntax', place, { port: row.name, type: row.type })] : []),
      ...(isIdentifier(row.name) && !isKeptFromPorts(row.name, port?.type.is ?? null)
        ? []
        : [error('forbidden-name', place, { name: row.name })]),
      ...(list.findIndex((other) => other.name === row.name) < i
        ? [error('duplicate-port', place, { port: row.name })]
        : []),
    ];
  });
}

/** The ports a body can name: those of its block's list that stand for something. */
export function portsInScope(site: Site): readonly PortInScope[] {
  const list = site.param('ports');
  const rows = Array.isArray(list) ? (list as readonly PortParam[]).filter(isPortParam) : [];
  return listedPorts(rows)
    .filter((port) => isBound(site, port))
    .map(({ name, type, many }) => ({ name, type, many }));
}

/**
 * What each port's name stands for in the body.
 * @param names identifiers for ports whose names are none, as `in`
 */
export function portBindings(
  site: Site,
  ports: readonly PortSpec[],
  names: Readonly<Record<string, string>> = {},
): readonly PortBinding[] {
  return ports
    .filter((port) => port.role === 'uses' && isBound(site, port))
    .map((port) => {
      const objects = site.objects(port.name);
      return {
        name: Object.hasOwn(names, port.name) ? names[port.name]! : port.name,
        type: `${printPortType(port.type)}${port.many ? '[]' : ''}`,
        objects: port.many ? objects : (objects[0] ?? null),
      };
    });
}

/** A `ctx` port that is wired to nothing is no port: the name then means the background, as it does without one. */
const isBound = (site: Site, port: PortSpec): boolean =>
  port.type.is !== 'context' || port.many || site.objects(port.name).length > 0;
