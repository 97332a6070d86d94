/** Filters, export and a person's day on the audit page. */
export default {
  contract: 'Contract', contractHint: 'Title or number', address: 'Network address', outcome: 'Outcome', outcomes: { done: 'Done', refused: 'Refused', failed: 'Failed' }, aboutOne: 'Only what concerns the account of {name}',
  export: 'Export', exportHint: 'Export everything found', life: 'See everything on record about this contract',
  list: 'List', day: 'By the hour', hour: '{n}:00', count: '{n} events', pause: 'Nothing for {t} before', pauseHours: '{h} h {m} min', dayEmpty: 'Nothing on record on this day', dayMend: 'Try another day or another person.', more: 'Only the first {n} are shown; export to see all.',
}
