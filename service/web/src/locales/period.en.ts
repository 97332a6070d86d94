/** Periods: the event they run from, the date they lead to, and why. */
export default {
  due: 'Date', until: '{a} to {b}', latest: '{d} at the latest', opens: 'from {d}', actBy: 'last working day {d}', why: 'Why', rules: 'Rules', waiting: 'waits for: {event}', onCard: 'enter its date under Card first',
  enter: 'Enter the date of “{event}”', change: 'Change the start', clear: 'Clear', entered: 'entered by {by}', saved: 'The start has been entered', cleared: 'The start has been cleared',
  source: { words: 'in the text', record: 'from the card', reading: 'from the text', person: 'entered by a person' }, from: 'Runs from: {event} {d}',
  unpublished: 'days off of {years} not published yet',
}
