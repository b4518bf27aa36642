import { each, nodes, textAt, pathOf, unless, type Point } from '../examined.ts';
import type { Fix, Notification } from 'sarif';

/** Points 48 to 56: identity of the run, invocations, provenance, fixes, taxonomies, policies. */
export const runAndExtras: Readonly<Record<number, Point>> = {
  48: ({ log, run, profile }) => [
    ...unless(log.runs.length === 1, 'several runs'),
    ...unless(run.automationDetails?.id === (profile === 'sarif' ? 'bylaw/' : 'bylaw-audit/'), 'another category'),
  ],
  49: ({ run, report }) => {
    const hasStopped = report.problems.some(
      ({ kind, level }) => /^(?:policy|configuration)$/.test(kind) && level === 'error',
    );
    return unless(run.invocations?.[0]?.executionSuccessful === !hasStopped, 'success');
  },
  50: ({ run, report, rules }) => {
    const { toolExecutionNotifications = [], toolConfigurationNotifications = [] } = run.invocations?.[0] ?? {};
    const all: readonly Notification[] = [...toolExecutionNotifications, ...toolConfigurationNotifications];
    const unread = report.files.filter(({ status }) => /^(?:partial|failed|unread)$/.test(status));
    const named = all.flatMap(({ locations = [] }) =>
      locations.map((one) => pathOf(one.physicalLocation?.artifactLocation)),
    );
    return [
      ...each(
        all,
        ({ level }) => level === 'warning' || run.invocations?.[0]?.executionSuccessful === false,
        'an error of a good run',
      ),
      ...each(
        all,
        ({ descriptor, associatedRule }) =>
          run.tool.driver.notifications?.[descriptor?.index ?? -1]?.id === descriptor?.id &&
          (associatedRule === undefined || rules[associatedRule.index ?? -1]?.id === associatedRule.id),
        'a reference that leads nowhere',
      ),
      ...each(unread, ({ path }) => named.includes(path), 'nothing says that it was not read'),
    ];
  },
  51: ({ run }) =>
    each(
      nodes(run).map(([key]) => key),
      (key) => !/TimeUtc$/.test(key),
      'a time',
    ),
  52: ({ run, report }) => {
    const details = run.versionControlProvenance ?? [];
    return [
      ...unless(details.length > 0 === (report.revision?.repository !== undefined), 'provenance'),
      ...each(
        details,
        ({ repositoryUri, revisionId, mappedTo }) =>
          URL.canParse(repositoryUri) &&
          new URL(repositoryUri).password === '' &&
          revisionId === report.revision?.commit &&
          run.originalUriBaseIds?.[mappedTo?.uriBaseId ?? ''] !== undefined,
        'provenance says too little',
      ),
    ];
  },
  53: ({ run, text }) => [
    ...each(
      Object.keys(run.invocations?.[0] ?? {}),
      (key) => /^(?:executionSuccessful|tool(?:Execution|Configuration)Notifications)$/.test(key),
      'something of this machine',
    ),
    ...unless(!text.includes(process.cwd()) && !/"(?:file:|\/(?:tmp|home|Users)\/)/.test(text), 'an absolute path'),
  ],
  54: ({ results, files }) =>
    each(
      results.flatMap(({ fixes = [] }) => fixes),
      (fix) =>
        Boolean(fix.description?.text) &&
        replacementsOf(fix).every(({ path, region, text }) => {
          const file = files[path];
          const old = file === undefined ? undefined : textAt(file, region);
          const isWindows = file?.includes('\r\n') && !/(?<!\r)\n/.test(file);
          return old !== text && region.startColumn !== undefined && !(isWindows && /(?<!\r)\n/.test(text));
        }),
      'a fix that is none',
    ),
  55: ({ run, rules, report }) => {
    const taxonomies = run.taxonomies ?? [];
    const relationships = rules.flatMap((rule) => rule.relationships ?? []);
    const wanted = report.policies.filter(({ info }) => Object.values(info.taxa).some((items) => items.length > 0));
    return [
      ...unless(rules.filter((rule) => rule.relationships).length === wanted.length, 'a rule without its classes'),
      ...each(
        taxonomies,
        ({ taxa = [], rules, notifications, guid }) => taxa.length > 0 && Boolean(guid) && !rules && !notifications,
        'a taxonomy',
      ),
      ...each(
        relationships,
        ({ kinds, target: { id, guid, index = -1, toolComponent } }) => {
          const taxonomy = taxonomies[toolComponent?.index ?? -1];
          const taxon = taxonomy?.taxa?.[index];
          return (
            kinds?.join() === 'superset' &&
            taxon?.id === id &&
            taxon?.guid === guid &&
            taxonomy?.name === toolComponent?.name &&
            taxonomy?.guid === toolComponent?.guid
          );
        },
        'a relationship that leads elsewhere',
      ),
    ];
  },
  56: ({ run, rules, profile, report }) => {
    const policies = run.policies ?? [];
    const packs = new Set(report.policies.flatMap(({ info }) => info.pack ?? []));
    return [
      ...unless(policies.length === (profile === 'sarif' ? 0 : packs.size), 'packs'),
      ...each(
        policies.flatMap((policy) => policy.rules ?? []),
        ({ id, defaultConfiguration }) => Boolean(defaultConfiguration) && rules.some((rule) => rule.id === id),
        'a policy about a rule that is not there',
      ),
    ];
  },
};

function replacementsOf({ artifactChanges }: Fix) {
  return artifactChanges.flatMap(({ artifactLocation, replacements }) =>
    replacements.map(({ deletedRegion, insertedContent }) => ({
      path: pathOf(artifactLocation),
      region: deletedRegion,
      text: insertedContent?.text ?? '',
    })),
  );
}

const useless: ReadonlySet<string> = new Set([
  'graphs',
  'graphTraversals',
  'webRequests',
  'webResponses',
  'webRequest',
  'webResponse',
  'stacks',
  'attachments',
  'addresses',
  'conversion',
  'translations',
  'extensions',
  'runAggregates',
  'externalPropertyFileReferences',
  'redactionTokens',
]);

/** What a producer like this one has no use for. */
export const absent: Point = ({ run }) =>
  each(
    nodes(run).flatMap(([, value]) => (value instanceof Object ? Object.keys(value) : [])),
    (key) => !useless.has(key),
    'of no use',
  );
