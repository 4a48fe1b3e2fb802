import { defineBlock, type ParamSpec } from '../block.ts';
import { bodyOf, bodyFindings } from '../code.ts';
import { listFindings, listedPorts, portBindings } from '../listed-ports.ts';
import { readParams } from '../params.ts';
import { goroutine as declareGoroutine } from '../../ir/build.ts';

const PARAMS = [
  { name: 'ports', type: 'ports', initial: [] },
  { name: 'body', type: 'body', initial: '' },
  { name: 'replicas', type: 'integer', initial: 1, min: 1, max: 10_000 },
  { name: 'main', type: 'boolean', initial: false },
  // 0: anywhere; n: the n-th worker thread.
  { name: 'worker', type: 'integer', initial: 0, min: 0, max: 256 },
] as const satisfies readonly ParamSpec[];

/** One or more goroutines with a body a person typed. */
export const goroutine = defineBlock({
  kind: 'goroutine',
  family: 'goroutine',
  defaultName: 'worker',
  params: PARAMS,
  ports: (params) => listedPorts(readParams(PARAMS, params).ports),
  validate(site) {
    const { ports } = readParams(PARAMS, site.node.params);
    return [...listFindings(site, ports), ...bodyFindings(site, 'body')];
  },
  lower(site) {
    const { ports, replicas, main, worker } = readParams(PARAMS, site.node.params);
    return {
      goroutines: [
        declareGoroutine({
          node: site.node.id,
          name: site.identifier(),
          replicas,
          main,
          worker: worker === 0 ? null : worker - 1,
          ports: portBindings(site, listedPorts(ports)),
          closes: site.closes(),
          body: bodyOf(site, 'body'),
        }),
      ],
    };
  },
});
