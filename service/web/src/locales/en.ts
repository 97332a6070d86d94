import account from './account.en'
import period from './period.en'
import outside from './outside.en'
import arrange from './arrange.en'
import camera from './camera.en'
import compare from './compare.en'
import position from './position.en'
import library from './library.en'
import help from './help.en'
import passkeys from './passkeys.en'
import org from './org.en'
import shell from './shell.en'
import notify from './notify.en'
import timeline from './timeline.en'
import watch from './watch.en'

export default {
  account,
  period,
  outside,
  arrange,
  camera,
  compare,
  position,
  library,
  org,
  help,
  passkeys,
  shell,
  notify,
  timeline,
  watch,
  app: { name: 'Jianqi', tagline: 'Every contract, understood', skip: 'Skip to content', demo: 'Demo data', signOut: 'Sign out', menu: 'Menu', language: '中文' },
  nav: { 'sign-in-return': 'Single sign-on', setup: 'Set up', 'first-password': 'Choose your password', home: 'Home', contracts: 'Contracts', upload: 'Upload', search: 'Search', compare: 'Compare', jobs: 'Jobs', users: 'Users', organisation: 'Organisation', roles: 'Roles', access: 'What they see', library: 'Clause library', 'library-entry': 'Clause library', audit: 'Audit', backups: 'Backups', feedback: 'Feedback', help: 'Help', mail: 'Mail', notifications: 'Notifications', me: 'My settings' },
  common: {
    save: 'Save', cancel: 'Cancel', delete: 'Delete', edit: 'Edit', close: 'Close', retry: 'Try again', open: 'Open', more: 'Load more', all: 'All',
    yes: 'Yes', none: 'None', loading: 'Loading…', undo: 'Undo', done: 'Done', page: 'page {n}', pages: '{n} pages', days: '{n} days', back: 'Back',
    busy: 'Too often just now; tried again by itself in {n} s',
    requestId: 'Request id {id}', unreachable: 'The service cannot be reached', unreachableMend: 'Check the network and try again.',
  },
  signIn: { title: 'Sign in', login: 'User name', password: 'Password', submit: 'Sign in', demo: 'Demo sign-ins: one click', next: 'Sign in to go on' },
  home: {
    title: 'Today', upcoming: 'Coming up', upcomingEmpty: 'Nothing ends or falls due in the next 90 days. Dates appear here once a contract has been read.',
    attention: 'Needs you', decisions: 'Facts to confirm', highRisks: 'High risks', failedJobs: 'Failed readings', byStatus: 'By status', recent: 'Recently changed',
    empty: 'No contracts yet', overdue: '{n} days ago', today: 'today', left: 'in {n} days',
    kind: { starts: 'starts', ends: 'ends', due_pay: 'payment due', due_deliver: 'delivery due', due_accept: 'acceptance due', due_notify: 'notice due', renews: 'renews by itself', notice_deadline: 'last day to give notice', due: 'due' },
  },
  contracts: {
    tag: 'Tag',
    title: 'Contracts', upload: 'Upload contracts', search: 'Title, number or party', status: 'Status', type: 'Type', risk: 'Risk', archived: 'Archived', export: 'Export to Excel',
    trash: 'Trash', inUse: 'In use', restore: 'Restore', sort: 'Sort', empty: 'No contract matches', emptyMend: 'Change the filters, or upload a contract.',
    trashEmpty: 'The trash is empty', signedFrom: 'Signed', clear: 'Clear filters', exportThese: 'Export these to Excel', trashMend: 'Contracts moved here keep everything and can be restored; lists and search leave them out.',
    first: { upload: 'Upload a scan, PDF, Word file or photos of the pages.', read: 'Jianqi reads it page by page and quotes what it finds: parties, amounts, dates, duties.', review: 'Confirm the facts, go through the risks, and take the report with you.' }, deleted: 'Moved to the trash', restored: 'Restored', reading: 'Reading {done}/{total}',
    queued: 'Waiting', failed: 'Reading failed', open: '{n} to confirm', amount: 'Amount', party: 'Counterparty', endsOn: 'Ends', riskCol: 'Risks', number: 'Number', name: 'Title', owner: 'Owner',
    more: 'More filters', amountMin: 'Amount from', amountMax: 'Amount to', signedTo: 'Signed until', archivedOnly: 'Archived only',
    sorts: { '-updated_at': 'Recently changed', title: 'Title', number: 'Number', '-amount': 'Amount, high to low', '-signed_on': 'Date signed', ends_on: 'Date of end' },
  },
  upload: {
    title: 'Upload contracts', drop: 'Drop files here, or click to choose', types: 'PDF, DOCX, OFD, PNG/JPG/TIF/WEBP, TXT, ZIP, up to {mb} MB each',
    door: 'This is', draft: 'A draft to review', register: 'A signed contract', stance: 'Review for', buyer: 'Paying side', seller: 'Performing side', neutral: 'Neutral',
    ourParty: 'Our party (optional)', ourPartyHint: 'Name, or a role: “Buyer”', asPages: 'These files are the pages of one contract, in order', start: 'Start reading',
    duplicate: 'This file was uploaded before', openExisting: 'Open the existing contract', openContract: 'Open the contract', camera: 'Camera', sending: 'Uploading…', chosen: '{n} files chosen',
    remove: 'Remove', up: 'Move up', retried: 'This file came before and its reading did not finish; it is being read again now.',
  },
  job: {
    state: { queued: 'Waiting', running: 'Reading', done: 'Read', failed: 'Failed', cancelled: 'Cancelled' },
    stage: { receive: 'Receive', read: 'Read pages', structure: 'Structure', facts: 'Facts', review: 'Review', index: 'Index' },
    left: 'about {n} s left', pages: '{done} of {total} pages', cancel: 'Cancel', quarantined: 'Page {n} cannot be read: {why}', failedPages: '{n} pages could not be read',
    empty: 'No jobs', emptyMend: 'Once you upload a contract, its progress shows here.', title: 'Reading jobs', only: 'Unfinished only', all: 'All',
  },
  contract: {
    card: 'Card', clauses: 'Clauses', facts: 'Facts', risks: 'Risks', notes: 'Notes', history: 'History', page: 'Page', report: 'Risk report', original: 'Original file', zoomIn: 'Zoom in',
    zoomOut: 'Zoom out', fit: 'Fit width', notRead: 'Not read yet', notReadMend: 'Once it has been read, pages, clauses, facts and risks show here.', noClauses: 'No clauses were recognised',
    noFacts: 'No facts that can be quoted were found', noRisks: 'No risk of the library was found', noRisksMend: 'This does not mean there is none; try another side.', noNotes: 'No notes yet',
    noNotesMend: 'Drag over a passage on the page to note something.', noHistory: 'Nothing yet', confidence: 'confidence {n}%', low: 'Not read with certainty: check the page', review: 'Review again', stance: 'Side',
    parties: 'Parties', delete: 'Move to trash', deleteAsk: 'Move this contract to the trash? You can restore it.', transition: 'Change status', reason: 'Reason', date: 'Effective on', to: 'To',
    saved: 'Saved', source: { machine: 'read by machine', person: 'confirmed', import: 'imported' }, machineValue: 'machine read: {v}', archivedOn: 'Archived', archive: 'Archive', unarchive: 'Take out of archive', warnings: 'About the reading',
    quarantine: 'Some pages could not be read', fields: {
      title: 'Title', number: 'Number', type: 'Type', our_party: 'Our party', counterparty: 'Counterparty', amount: 'Amount', currency: 'Currency', signed_on: 'Signed on', starts_on: 'Starts on',
      ends_on: 'Ends on', note: 'Note', owner: 'Owner', status: 'Status', stance: 'Side', archived: 'Archived', owner_id: 'Owner', unit_id: 'Unit', secrecy: 'Secrecy' },
  },
  span: { Y: '{n} years', M: '{n} months', W: '{n} weeks', D: '{n} days', BD: '{n} working days', H: '{n} hours' },
  per: { day: 'a day', month: 'a month', year: 'a year' },
  menu: { more: 'More', keys: 'Keyboard' },
  pages: { jump: 'Go to page', mark: 'Mark text', noPicture: 'Page {n} has no picture', locate: 'See it on the page' },
  decide: {
    accept: 'Accept', edit: 'Edit', reject: 'Reject', reopen: 'Reopen', value: 'New value', advice: 'Advice, edited', reason: 'Reason (optional)', done: 'Done', prev: 'Previous', next: 'Next',
    pendingOnly: 'Undecided only', of: '{done} of {all} decided', state: { pending: 'To confirm', open: 'Open', accepted: 'Accepted', edited: 'Edited', rejected: 'Rejected' },
  },
  finding: { reason: 'Reason', advice: 'Advice', suggested: 'Suggested text', basis: 'Legal basis', looked: 'Nearest clauses looked at', missing: 'Missing', copy: 'Copy suggested text', copied: 'Copied', rule: 'Rule {id}', also: 'See also' },
  severity: { high: 'High risk', medium: 'Medium risk', low: 'Low risk' },
  note: { add: 'Add note', label: 'Kind', text: 'Note', labels: { question: 'Question', risk: 'Risk', note: 'Remark', todo: 'To do' }, selected: 'Selected text', hint: 'Drag over text to note something' },
  keys: { title: 'Keyboard', accept: 'Accept the current item', edit: 'Edit the current item', reject: 'Reject the current item', move: 'Previous / next', help: 'Open the help', search: 'Go to search' },
  search: {
    title: 'Search', placeholder: 'In your own words, e.g. what happens if payment is late', go: 'Search', kind: 'Clause kind', type: 'Contract type', party: 'Party', number: 'Contract number', status: 'Status', filters: 'Filters', passages: '{n} passages', onePassage: '1 passage', from: 'Signed from', to: 'to',
    empty: 'Nothing found', emptyMend: 'Say it differently, or remove a filter.', start: 'Find clauses in all contracts by meaning', startMend: 'A Chinese question finds English clauses too, and the reverse.',
    why: 'Why: {why}', meaning: 'meaning no. {n}', words: 'words no. {n}', terms: 'shared: {t}',
  },
  report: { title: 'Risk report', download: 'Download', findings: 'Risks and faults', unverified: 'What could not be verified', unconfirmed: '{n} facts were read by machine and not yet confirmed by a person.', missingPages: '{n} of {total} pages could not be read; what they say is not in this report.', disclaimer: 'Made by a rule library and document recognition for a lawyer to check; not legal advice.' },
  me: {
    title: 'My settings', language: 'Language', password: 'Change password', old: 'Present password', new: 'New password (10 characters or more)', changed: 'Password changed; sign in again', tokens: 'API tokens', tokensHint: 'For programs; a token is shown once.',
    tokenName: 'Purpose', create: 'New token', secret: 'Copy it now; it is not shown again', revoke: 'Revoke', noTokens: 'No tokens yet', lastUsed: 'last used {t}', never: 'never used',
  },
  users: { title: 'Users', add: 'Add user', login: 'User name', name: 'Name', role: 'Role', active: 'Active', password: 'First password (10 characters or more)', reset: 'Reset password', lock: 'Lock', unlock: 'Unlock' },
  audit: {
    title: 'Audit log', person: 'Person', what: 'Action', since: 'From', until: 'Until', system: 'System', openContract: 'Open the contract', allOf: '{area}: all', empty: 'Nothing recorded yet',
    noMatch: 'No entry matches', noMatchMend: 'Choose another person, action or date.',
    area: { library: 'Clause library', audit: 'Audit log', unit: 'Organisation', role: 'Roles', grant: 'Sharing', mail: 'Mail', contract: 'Contracts', fact: 'Facts', finding: 'Risks', annotation: 'Notes', report: 'Reports', comparison: 'Comparisons', page: 'Pages', photo: 'Photos as taken', original: 'Originals', job: 'Readings', search: 'Search', session: 'Sign-ins', user: 'Users', token: 'API tokens', backup: 'Backups', view: 'Views', setup: 'Set-up', demo: 'Demo data', feedback: 'Feedback', limit: 'Limits' },
    thing: { library: 'Library entry', audit: 'Audit log', unit: 'unit', role: 'role', grant: 'grant', notification: 'notification', contract: 'Contract', contract_list: 'Contract list', fact: 'Fact', finding: 'Risk', annotation: 'Note', job: 'Reading', search: 'Search', user: 'Account', token: 'API token', backup_run: 'Backup', view: 'View', installation: 'Installation', feedback: 'Feedback' },
    field: {
      title: 'title', number: 'number', type: 'type', our_party: 'our party', counterparty: 'counterparty', amount: 'amount', currency: 'currency', signed_on: 'signed on', starts_on: 'starts on', ends_on: 'ends on',
      note: 'note', owner_id: 'owner', unit_id: 'unit', secrecy: 'secrecy', kind: 'kind', name_en: 'English name', code: 'code', further_roles: 'further roles', further_units: 'further units', stance: 'side', archived: 'archive', label: 'kind', decision: 'decision', name: 'name', role: 'role', active: 'may sign in', source: 'way of signing in', password: 'password', locale: 'language' },
    counted: { hits: '{n} passages found', findings: '{n} findings', count: '{n} rows', contracts: '{n} contracts' },
  },
  action: {
    library: { drafted: 'Entry drafted', discarded: 'Entry draft discarded', published: 'Entry published', exported: 'Library exported', dry_run: 'Entry tried in a dry run' },
    audit: { exported: 'Exported the audit log' },
    mail: { tested: 'Sent a test mail', sent_again: 'Ordered a mail again' },
    contract: { event_dated: 'Entered an event’s date', tagged: 'Added a tag', untagged: 'Removed a tag', created: 'Filed a contract', changed: 'Changed the record', transition: 'Changed the status', read: 'Reading finished', reviewed: 'Reviewed for risks', review_asked: 'Asked for a new review', deleted: 'Moved a contract to the trash', restored: 'Restored a contract', exported: 'Exported the contract list' },
    fact: { decided: 'Decided on a fact' },
    finding: { decided: 'Decided on a risk' },
    annotation: { created: 'Added a note', changed: 'Changed a note', deleted: 'Deleted a note' },
    report: { read: 'Read the risk report' },
    comparison: { read: 'Versions compared', exported: 'Comparison exported' },
    page: { read: 'Looked at the pages' },
    photo: { kept: 'Kept a photo as taken', read: 'Looked at photos as taken' },
    original: { read: 'Downloaded the original' },
    job: { failed: 'Reading failed', cancelled: 'Cancelled a reading', retried: 'Started a reading again' },
    limit: { refused: 'Called too often' },
    search: { asked: 'Searched' },
    session: { opened: 'Signed in', departed: 'Left the directory: signed out', closed: 'Signed out', refused: 'Sign-in refused', code_refused: 'Code of the second factor refused', passkey_refused: 'Passkey refused', blocked: 'Sign-in slowed down after wrong passwords', ended: 'Ended sessions' },
    user: { notifications_changed: 'Changed what to be notified of', preferences_changed: 'Changed own preferences', created: 'Added a user', changed: 'Changed a user', password_reset: 'Gave a one-time password', imported: 'Added users from a table', released: 'Let a user try again', second_factor_on: 'Turned on the second factor', second_factor_off: 'Turned off the second factor', recovery_code: 'Used a recovery code', linked: 'Linked single sign-on', unlinked: 'Unlinked single sign-on', passkey_added: 'Added a passkey', passkey_renamed: 'Renamed a passkey', passkey_removed: 'Removed a passkey' },
    unit: { created: 'Added a unit', changed: 'Changed a unit', moved: 'Moved a unit', merged: 'Merged units', deleted: 'Deleted a unit', imported: 'Imported the organisation' },
    role: { created: 'Added a role', changed: 'Changed a role', deleted: 'Deleted a role' },
    grant: { created: 'Shared a contract', revoked: 'Revoked a grant' },
    setup: { offered: 'Offered a set-up link' },
    token: { created: 'Created an API token', revoked: 'Revoked an API token' },
    backup: { backup_ordered: 'Ordered a backup', backup_done: 'Backup finished', backup_failed: 'Backup failed', backup_cancelled: 'Backup cancelled', drill_cancelled: 'Restore drill cancelled', drill_ordered: 'Ordered a restore drill', drill_done: 'Restore drill finished', drill_failed: 'Restore drill failed', cancelled: 'Cancelled a backup' },
    view: { created: 'Saved a view', changed: 'Changed a view', deleted: 'Deleted a view' },
    demo: { removed: 'Removed the demo data' },
    feedback: { sent: 'Sent feedback', changed: 'Dealt with feedback' },
  },
  backup: {
    title: 'Backup and restore', now: 'Back up now', drillNow: 'Restore drill', place: 'Place', nightly: 'Every night', at: 'from {at}; {keep} are kept', last: 'Last good backup', lastDrill: 'Last good drill', never: 'none yet',
    kind: { backup: 'Backup', drill: 'Restore drill' }, state: { queued: 'waiting', running: 'running', done: 'done', failed: 'failed', cancelled: 'cancelled' },
    made: '{rows} rows, {files} files; {added} added; backups kept: {kept}, {total} in all', proved: 'Restored into a throw-away place and compared: {rows} rows, {files} files ({bytes}) and {audit} audit rows are as they were',
    searched: '{passages} passages can be searched', reported: 'a risk report can be made', join: '; ', took: 'in {n} s', bySchedule: 'by schedule', spoiled: 'File {file} is damaged or missing and could not be backed up',
    noPlace: 'No place for backups has been set', noPlaceMend: 'Set backup_to in jianqi.toml to a folder or an s3:// address, best on another machine, and restart: a backup is made every night and a restore drill every month.',
    empty: 'No backup yet', emptyMend: 'Choose “Back up now” for the first one; after that one is made every night, and only what changed is written.',
    keyNote: 'Backups are encrypted and do not hold the master key: keep a copy of its file. To restore: jianqi restore PLACE --into EMPTY-FOLDER.',
  },
  look: { title: 'Appearance', theme: 'Theme', density: 'Density', themes: { light: 'Light', dark: 'Dark', system: 'As the system' }, densities: { comfortable: 'Comfortable', compact: 'Compact' } },
  views: {
    title: 'Views', keep: 'Save view', askName: 'A name for these filters and this order', nameNeeded: 'Give it a name', kept: 'View saved', share: 'Share', unshare: 'Stop sharing', sharedNow: 'Your colleagues can use this view now', unshared: 'No longer shared', sharedTag: 'shared',
    remove: 'Delete view', askRemove: 'Delete the view “{name}”? No contract is touched.', removed: 'View deleted',
  },
  bulk: {
    title: 'With the chosen contracts', chosen: '{n} chosen', choose: 'Choose “{title}”', chooseAll: 'Choose all shown', clear: 'Choose none', files: 'Download originals', tag: 'Add tag', untag: 'Remove tag', assign: 'Hand over', archive: 'Mark archived', trash: 'Move to trash',
    knownTags: 'Tags in use: {tags}', tagHint: 'For example: framework, related party', tagRule: '1 to 30 characters', skipped: 'Not done for {n}',
    done: { tag: '{n} tagged', untag: 'Tag taken off {n}', assign: '{n} handed over', archive: '{n} archived', unarchive: '{n} no longer archived', trash: '{n} moved to the trash', restore: '{n} restored' },
  },
  palette: {
    title: 'Go to', hint: 'A page, a contract’s title or number, a view', keys: '↑ ↓ to choose, Enter to open, Esc to close', groups: { page: 'Page', contract: 'Contract', view: 'View', act: 'Act' },
    language: 'Switch to 中文', dark: 'Switch to dark', light: 'Switch to light', search: 'Search by meaning: “{words}”',
  },
  missing: { title: 'There is no such page', mend: 'The address may be wrong, or you may not see it.' },
  history: {
    event_dated: 'Entered the date of “{event}”: {date}', event_undated: 'Cleared the date of “{event}”', created: 'Created ({door})', edited: 'Changed {fields}', transition: '{from} → {to}', decided: '{group}: {decision}', annotated: 'Added a note', read: 'Read {pages} pages', reviewed: 'Review: {findings} findings', deleted: 'Moved to the trash', restored: 'Restored from the trash', granted: 'Shared: {level}', grant_revoked: 'Revoked a grant: {level}',
  },
  role: { admin: 'Administrator', legal: 'Legal', handler: 'Handler', finance: 'Finance', leader: 'Leader' },
  status: { draft: 'Draft', in_approval: 'In approval', approved: 'Approved', signing: 'Signing', in_force: 'In force', suspended: 'Suspended', fulfilled: 'Fulfilled', expired: 'Expired', terminated: 'Terminated', void: 'Void' },
  group: { contract: 'Contract', party: 'Party', date: 'Date', amount: 'Amount', duration: 'Duration', rate: 'Rate', obligation: 'Obligation', finding: 'Finding' },
  type: {
    purchase: 'Purchase', sale: 'Sale', supply: 'Supply', lease: 'Lease', loan: 'Loan', guarantee: 'Guarantee', nda: 'NDA', employment: 'Employment', service: 'Service', consulting: 'Consulting',
    technology_development: 'Technology development', technology_licence: 'Technology licence', software: 'Software', saas: 'SaaS', construction: 'Construction', transport: 'Transport', warehousing: 'Warehousing', agency: 'Agency', distribution: 'Distribution',
    entrustment: 'Entrustment', processing: 'Processing', equity_transfer: 'Equity transfer', partnership: 'Partnership', insurance: 'Insurance', framework: 'Framework', amendment: 'Amendment', other: 'Other',
  },
  clauseKind: {
    definitions: 'Definitions', subject: 'Subject', price: 'Price', payment: 'Payment', delivery: 'Delivery', acceptance: 'Acceptance', quality: 'Quality', warranty: 'Warranty', title: 'Title', risk_transfer: 'Risk transfer', term: 'Term', renewal: 'Renewal',
    termination: 'Termination', liability: 'Liability', liquidated_damages: 'Liquidated damages', indemnity: 'Indemnity', limitation_of_liability: 'Limitation of liability', confidentiality: 'Confidentiality', intellectual_property: 'Intellectual property', data_protection: 'Data protection',
    non_compete: 'Non-compete', exclusivity: 'Exclusivity', assignment: 'Assignment', subcontracting: 'Subcontracting', force_majeure: 'Force majeure', governing_law: 'Governing law', dispute_resolution: 'Dispute resolution', notices: 'Notices', insurance: 'Insurance', tax: 'Tax',
    audit: 'Audit', representations: 'Representations', compliance: 'Compliance', employment_terms: 'Employment terms', entire_agreement: 'Entire agreement', amendment: 'Amendment', severability: 'Severability', counterparts: 'Counterparts', annexes: 'Annexes', other: 'Other',
  },
  factKind: {
    signed: 'signed', effective: 'effective', expiry: 'expiry', start: 'start', end: 'end', delivery: 'delivery', acceptance: 'acceptance', payment_due: 'payment due', notice_deadline: 'notice deadline', other: 'other', total: 'total', subtotal: 'subtotal', unit_price: 'unit price',
    line: 'line', earnest_money: 'earnest money', advance: 'advance', deposit: 'deposit', performance_bond: 'performance bond', retention: 'retention', instalment: 'instalment', balance: 'balance', rent: 'rent', salary: 'salary', loan_principal: 'loan principal', penalty: 'penalty',
    cap: 'cap', tax: 'tax', net: 'net', term: 'term', renewal: 'renewal', notice: 'notice', payment_period: 'payment period', delivery_period: 'delivery period', warranty_period: 'warranty period', confidentiality_period: 'confidentiality period', cure_period: 'cure period', non_compete_period: 'non-compete period',
    late_payment_penalty: 'late payment penalty', late_delivery_penalty: 'late delivery penalty', liquidated_damages: 'liquidated damages', interest: 'interest', tax_rate: 'tax rate', discount: 'discount', instalment_share: 'instalment share',
    buyer: 'buyer', seller: 'seller', lessor: 'lessor', lessee: 'lessee', lender: 'lender', borrower: 'borrower', guarantor: 'guarantor', employer: 'employer', employee: 'employee', principal: 'principal', agent: 'agent', contractor: 'contractor', owner: 'owner',
    licensor: 'licensor', licensee: 'licensee', discloser: 'discloser', recipient: 'recipient', carrier: 'carrier', shipper: 'shipper', supplier: 'supplier', distributor: 'distributor', client: 'client', provider: 'provider', transferor: 'transferor', transferee: 'transferee', target: 'target',
    pay: 'pay', deliver: 'deliver', accept: 'accept', inspect: 'inspect', invoice: 'invoice', notify: 'notify', return: 'return', provide: 'provide', warrant: 'warrant', keep_confidential: 'keep confidential',
  },
}
