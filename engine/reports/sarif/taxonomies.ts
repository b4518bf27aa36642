import type {
  ReportingDescriptor,
  ReportingDescriptorRelationship,
  ToolComponent,
  ToolComponentReference,
} from 'sarif';
import type { PolicyInfo } from '../../model/policy.ts';
import { guidOf } from './guid.ts';
import { taxonomyOf, type Taxon, type Taxonomy } from './taxonomy.ts';

/** The classes that policies refer to. */
export interface Taxonomies {
  /** For `run.taxonomies`: of each taxonomy the classes that a rule of the run belongs to. */
  readonly components: ToolComponent[];
  /** For `tool.driver.supportedTaxonomies`. */
  readonly references: ToolComponentReference[];
  relationshipsOf(policy: PolicyInfo): ReportingDescriptorRelationship[];
}

export function taxonomiesOf(policies: readonly PolicyInfo[]): Taxonomies {
  const all = new Map(policies.flatMap(({ taxa }) => Object.keys(taxa).map(taxonomyOf)).map((one) => [one.name, one]));
  const used = [...all.values()].filter(
    ({ name }) => name !== '' && policies.some((policy) => taxaOf(policy, name).length > 0),
  );
  const components = used.sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => componentOf(one, policies));
  const references = components.map(({ name, guid }, index) => ({ name, guid: guid ?? '', index }));
  const relationshipsOf = (policy: PolicyInfo): ReportingDescriptorRelationship[] =>
    components.flatMap(({ name, taxa = [] }, i) =>
      taxaOf(policy, name).map(({ id }) => {
        const index = taxa.findIndex((taxon) => taxon.id === id);
        return { target: { ...keyOf(taxa[index]!), index, toolComponent: references[i]! }, kinds: ['superset'] };
      }),
    );
  return { components, references, relationshipsOf };
}

function componentOf({ taxon: _, ...component }: Taxonomy, policies: readonly PolicyInfo[]): ToolComponent {
  const { name } = component;
  const taxa = new Map(policies.flatMap((policy) => taxaOf(policy, name)).map((taxon) => [taxon.id, taxon]));
  const sorted = [...taxa.values()].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return {
    ...component,
    guid: guidOf('taxonomy', name),
    isComprehensive: false,
    taxa: sorted.map((taxon) => descriptorOf(name, taxon)),
  };
}

function descriptorOf(taxonomy: string, { id, name, helpUri }: Taxon): ReportingDescriptor {
  return {
    id,
    guid: guidOf('taxonomy', taxonomy, id),
    ...(name !== undefined && { name, shortDescription: { text: `${name}.` } }),
    ...(helpUri !== undefined && { helpUri }),
  };
}

function keyOf({ id, guid }: ReportingDescriptor): Pick<ReportingDescriptor, 'id' | 'guid'> {
  return { id, ...(guid !== undefined && { guid }) };
}

/** Of the taxonomy that goes by the name. Without twins: a policy can write one class in two ways. */
function taxaOf({ taxa }: PolicyInfo, name: string): readonly Taxon[] {
  const classes = Object.entries(taxa).flatMap(([key, items]) => {
    const taxonomy = taxonomyOf(key);
    return taxonomy.name === name ? items.filter((item) => item !== '').map((item) => taxonomy.taxon(item)) : [];
  });
  return [...new Map(classes.map((one) => [one.id, one])).values()];
}

/** Orders `CWE-89` before `CWE-250`. */
function sortKey({ id }: Taxon): string {
  return id.replace(/\d+/g, (digits) => digits.padStart(8, '0'));
}
