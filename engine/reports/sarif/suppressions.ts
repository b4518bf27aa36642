import type { PropertyBag, Suppression as SarifSuppression } from 'sarif';
import type { Exemption } from '../../model/exemption.ts';
import type { Report } from '../../model/report.ts';
import type { Suppression } from '../../model/verdict.ts';
import { locationOf } from './location.ts';
import { plain } from './message.ts';
import { isInside, uriOf } from './uri.ts';

/** Why a result does not count, who answers for it and for how long. */
export function suppressionOf({ kind, justification, place, until, exemption }: Suppression): SarifSuppression {
  const properties = { ...(exemption && detailsOf(exemption)), ...(until !== undefined && { expires: until }) };
  return {
    kind,
    status: 'accepted',
    justification: plain(justification),
    ...(place && isInside(place.path) && { location: locationOf(place) }),
    ...(Object.keys(properties).length > 0 && { properties }),
  };
}

/** All exemptions, also those that permit nothing, for the properties of a run. */
export function exemptionsOf({ exemptions }: Report): PropertyBag {
  if (exemptions.length === 0) return {};
  return {
    exemptions: exemptions.map(({ exemption, state, findings }) => ({
      policy: exemption.policy,
      ...(exemption.subject !== undefined && { subject: exemption.subject }),
      ...(exemption.files && { files: exemption.files }),
      reason: exemption.reason,
      ...detailsOf(exemption),
      ...(isInside(exemption.place.path) && { file: uriOf(exemption.place.path) }),
      ...(exemption.place.region && { line: exemption.place.region.startLine }),
      state,
      findings,
    })),
  };
}

function detailsOf({ owner, approver, ticket, created, expires }: Exemption): PropertyBag {
  return {
    owner,
    ...(approver !== undefined && { approver }),
    ...(ticket !== undefined && { ticket }),
    created,
    expires,
  };
}
