import type { ReportingDescriptor, ToolComponent } from 'sarif';
import type { PolicyInfo } from '../../model/policy.ts';
import { guidOf } from './guid.ts';
import { severityNames } from './levels.ts';

/** Each pack as a policy in SARIF's sense: which rules it brings, and how it configures them. */
export function packsOf(policies: readonly PolicyInfo[], driver: string): ToolComponent[] {
  const names = new Set(policies.flatMap(({ pack }) => pack ?? []));
  return [...names].sort().map((name) => ({
    name,
    guid: guidOf('pack', name),
    rules: policies.filter(({ pack }) => pack === name).map(configured),
    associatedComponent: { name: driver },
  }));
}

function configured({ id, severity }: PolicyInfo): ReportingDescriptor {
  return { id, defaultConfiguration: { level: severityNames[severity].level } };
}
