import type { JsonSchema } from '../../matches/matcher.ts';
import { described, glob, oneOrMany, record } from './parts.ts';

const sentence: JsonSchema = { type: 'string', pattern: '\\S', title: 'a text that is not empty' };
const day: JsonSchema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', title: "a day such as '2027-01-31'" };

/** Keys that an organisation may require of every entry. */
export const entryKeys = ['approver', 'ticket', 'subject', 'files'];

const entry: JsonSchema = {
  ...record(
    {
      policy: described('The id of a policy; `*` stands for any characters.', sentence),
      subject: described(
        'What the subject is called (the `key` of findings in JSON); `*` stands for any characters.',
        sentence,
      ),
      files: described('Globs over the paths of findings.', oneOrMany(glob)),
      reason: described('Why it is permitted.', sentence),
      owner: described('Who answers for it.', sentence),
      approver: described('Who permitted it.', sentence),
      created: described('The day on which it was permitted, as YYYY-MM-DD.', day),
      expires: described('The last day on which it holds, as YYYY-MM-DD.', day),
      ticket: described('Where it is kept track of.', sentence),
    },
    ['policy', 'reason', 'owner', 'created', 'expires'],
  ),
  if: { not: { anyOf: [{ required: ['subject'] }, { required: ['files'] }] } },
  then: {
    required: ['files'],
    $comment: "An exemption must say what it speaks of: 'subject' or 'files', or both.",
  },
};

/** The file of exemptions. */
export const exemptions: JsonSchema = { type: 'array', items: entry, title: 'a list' };
