/** Positions on clauses: standard, acceptable, deviating, missing. */
export default {
  standard: 'Standard', fallback: 'Acceptable (fallback {n})', acceptable: 'Acceptable', deviates: 'Deviates', missing: 'Missing',
  summary: 'Against the clause library', standardWording: 'Standard wording', fallbackWording: 'Fallback {n}', copy: 'Copy', copied: 'Copied',
  points: 'Points to be made', met: 'made', unmet: 'not made', unacceptable: 'Not acceptable', changed: 'Almost our standard wording, but figures or key words were changed.',
  difference: 'Difference from: {wording}', far: 'Little alike ({n}%), so not compared word by word; see the points.', likeness: '{n}% alike', removed: 'in the library, not here', added: 'here only',
  waiver: 'A deviation may be waived by: {role}', source: 'Position {id} · version {version}', show: 'Show position', hide: 'Hide', missingList: 'Clauses that were not found', all: 'All clauses', off: 'Deviating and missing only', noneOff: 'No clause deviates or is missing', noneOffMend: 'Every clause with a position stands at the standard or an acceptable fallback.',
}
