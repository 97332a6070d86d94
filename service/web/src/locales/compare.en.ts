/** Words of the comparison of versions. */
export default {
  title: 'Compare versions', intro: 'Choose two versions of one contract: Word, PDF and scans, in any combination.', old: 'Old version', new: 'New version', pick: 'Choose a contract', search: 'Title, number or party',
  or: 'or', uploadNew: 'Upload a file', uploadHint: 'The file is filed as a draft among the contracts; it can be compared once it has been read.', start: 'Compare', swap: 'Swap old and new', change: 'Other versions', working: 'Comparing word by word…',
  substantive: 'Of substance', format: 'Form only', doubt: 'Doubtful reading', onlySubstantive: 'Changes of substance only', order: 'Order', byGravity: 'Gravest first', byPlace: 'As they stand',
  none: 'The two versions do not differ', noneSubstantive: 'No changes of substance', noneMend: 'The words are the same throughout; blanks and line breaks are not compared.', noneSubstantiveMend: 'They differ in form only; untick “Changes of substance only” to see where.',
  list: 'Changes', changes: '{n}', at: '{n} / {all}', prev: 'Previous', next: 'Next', keys: 'N and P step through', missing: '(not in this version)', page: 'page {n}',
  redline: 'Word redline', redlineHint: 'With revision marks: accept all for the new version, reject all for the old one.', pdf: 'PDF report', html: 'Web page', export: 'Export',
  type: { added: 'Added', deleted: 'Deleted', changed: 'Changed', moved: 'Moved', renumbered: 'Renumbered' },
  token: { amount: 'Amount', account: 'Account', date: 'Date', name: 'Name', negation: 'Negation', number: 'Number', word: 'Words' },
  doubtHint: 'These words of the scan were read with doubt; look at the picture.',
  silent: '{n} changes of substance bear no revision mark', silentHint: 'The returned file has {tracked} revision marks, but these changes are not among them. Check each one.', silentShow: 'Show', silentHide: 'Hide',
  noMarks: 'The new version has no revision marks. If the other side returned it, none of these changes is marked.', compareWith: 'Compare with another version',
}
