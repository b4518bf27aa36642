import type { ToolComponent } from 'sarif';
import { requirementSections, topTenNames, weaknessNames } from './taxonomy-names.ts';

/** A class of a taxonomy, as its makers call it. */
export interface Taxon {
  readonly id: string;
  readonly name?: string;
  readonly helpUri?: string;
}

/** A classification that policies refer to. */
export interface Taxonomy extends Readonly<
  Pick<ToolComponent, 'name' | 'fullName' | 'organization' | 'version' | 'informationUri'>
> {
  taxon(item: string): Taxon;
}

/** DefectDojo knows weaknesses by exactly these names: `CWE`, and ids such as `CWE-89`. */
const cwe: Taxonomy = {
  name: 'CWE',
  fullName: 'Common Weakness Enumeration',
  organization: 'MITRE',
  version: '4.15',
  informationUri: 'https://cwe.mitre.org/',
  taxon: (item) => {
    const number = weaknessNumber(item);
    if (number === undefined) return { id: item };
    const helpUri = `https://cwe.mitre.org/data/definitions/${number}.html`;
    return { id: `CWE-${number}`, ...named(weaknessNames.get(number)), helpUri };
  },
};

function topTen(year: string): Taxonomy {
  return {
    name: `OWASP Top 10 ${year}`,
    organization: 'OWASP',
    version: year,
    informationUri: 'https://owasp.org/www-project-top-ten/',
    taxon: (item) => ({ id: `${item}:${year}`, ...named(topTenNames.get(`${year}/${item}`)) }),
  };
}

function asvs(version: string): Taxonomy {
  return {
    name: `OWASP ASVS ${version}`,
    fullName: `OWASP Application Security Verification Standard ${version}`,
    organization: 'OWASP',
    version,
    informationUri: 'https://owasp.org/www-project-application-security-verification-standard/',
    taxon: (item) => {
      const section = item.split('.').slice(0, 2).join('.');
      return { id: item, ...named(requirementSections.get(`${version}/${section}`)) };
    },
  };
}

/** By the key under `taxa` of a policy; one that is not known goes by its key, and its classes by their ids. */
export function taxonomyOf(key: string): Taxonomy {
  if (key.toLowerCase() === 'cwe') return cwe;
  const [, year] = /^owasp-top-10-(\d{4})$/i.exec(key) ?? [];
  if (year !== undefined) return topTen(year);
  const [, version] = /^asvs-(\d[\d.]*)$/i.exec(key) ?? [];
  if (version !== undefined) return asvs(version);
  return { name: key, taxon: (item) => ({ id: item }) };
}

/** `89` of `89`, `CWE-89` and `cwe-089`. */
export function weaknessNumber(item: string): string | undefined {
  return /^(?:cwe-)?0*(\d+)$/i.exec(item)?.[1];
}

function named(name: string | undefined): Pick<Taxon, 'name'> {
  return name === undefined ? {} : { name };
}
