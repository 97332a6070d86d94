/** A contract's history: its record, decisions and the audit log, day by day. */
export default {
  filter: 'Show only', all: 'All', today: 'Today', yesterday: 'Yesterday', older: 'Load older entries',
  groups: { life: 'Life cycle', record: 'Record', review: 'Review', reading: 'Reading', access: 'Access', use: 'Views and exports' },
  noMatch: 'Nothing of this kind', noMatchMend: 'Choose another kind, or All.',
  ownOnly: 'This is the contract\'s own history and what you viewed, downloaded or exported yourself. When others did is known to those who may see the audit log.',
}
