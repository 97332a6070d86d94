/** Words of the help, the tour and the feedback. */
export default {
  title: 'Help', open: 'Open help (?)', button: 'Help', asPage: 'Open as a page', contents: 'Contents', turn: 'Previous and next', search: 'Search the help', searchHint: 'For example: scan, seal, export',
  found: '{n} found', nothing: 'Nothing found for "{words}"', nothingMend: 'Try another word, or look at the contents.', previous: 'Previous', next: 'Next', backTo: 'Back to where you were', why: 'Cause and next step',
  groups: { start: 'First steps', pages: 'Page by page', more: 'Going deeper' },
  feedback: {
    title: 'Feedback', open: 'Write to the administrator', text: 'What happened, or what would you improve?', hint: 'Please do not paste contract text.', attached: 'Sent along: the page {path}, the browser\'s name{request}. No contract content is attached.', request: ', the request id {id}',
    send: 'Send', sent: 'Sent to the administrator, thank you', pageTitle: 'Feedback', empty: 'No feedback yet', emptyMend: 'What people write in the help appears here.', noOpen: 'Nothing is open', open_only: 'Open', all: 'All', done: 'Mark done', reopen: 'Open again', doneTag: 'Done',
    note: 'Note (administrators only)', answer: 'Answer', reply: 'An answer to {name}', send_answer: 'Send answer', answered: 'Answered; they will be notified', keep: 'Save note', kept: 'Note saved', requestId: 'Request id', browser: 'Browser',
  },
  tour: {
    title: 'Short tour', step: 'Step {n} of {all}', next: 'Next', back: 'Back', skip: 'Skip', finish: 'Got it',
    steps: {
      upload: { title: 'Start with an upload', text: 'Drop a scan, PDF, Word file or photos; Jianqi reads them page by page and quotes the text.' },
      contracts: { title: 'The contract list', text: 'Every contract that you may see: filter, save views, act on many at once, export to Excel.' },
      review: { title: 'Review, one by one', text: 'Open a contract; under Risks and Facts press A to accept, E to edit, R to reject. Each leads back to the text.' },
      search: { title: 'Search by meaning', text: 'Ask in your own words, such as "what if the other side pays late"; Chinese and English clauses are found alike.' },
      home: { title: 'What today needs', text: 'Home shows what ends or falls due within 90 days, facts to confirm, and high risks.' },
      dates: { title: 'Payments and ends', text: 'Home lists payments due and contracts that end, by date; open one to check it against the text.' },
      approve: { title: 'Move a contract on', text: 'On the contract\'s page, "Change status" moves it on or back; sending back, suspending and ending need a reason.' },
      report: { title: 'The risk report', text: 'Open it at the top right of a contract; download it as PDF, Word and more.' },
      menu: { title: 'Administration', text: 'Open the menu under your name: users, organisation, roles, audit, backups, mail and feedback. Build the organisation first, then add people.' },
      backup: { title: 'Set up backups first', text: 'Check the place under Backups, and keep a copy of the master key elsewhere: without it no backup opens.' },
      help: { title: 'Ask at any time', text: 'Press ? or this button for help on the page you are on; you can write to the administrator there too.' },
    },
  },
}
