/** Words of the organisation, roles, grants, and who can see what. */
export default {
  unit: 'Unit', noUnit: 'In no unit', retired: 'Out of use',
  kind: { group: 'Group', company: 'Company', department: 'Department' },
  secrecy: { label: 'Secrecy', normal: 'Normal', confidential: 'Confidential', of: { normal: 'Secrecy: normal', confidential: 'Secrecy: confidential' }, hint: 'Only the owner, those with a grant, and roles that see confidential contracts can see it.' },
  tree: {
    title: 'Organisation', intro: 'Contracts and people belong to a unit; how far a role reaches follows this tree.', add: 'Add unit', addBelow: 'Add below', addTop: 'Add at the top', edit: 'Change', move: 'Move to…', merge: 'Merge into…', retire: 'Take out of use', revive: 'Use again', remove: 'Delete',
    name: 'Name', nameEn: 'English name', code: 'Code', codeHint: 'Letters, digits or . _ -; imports and single sign-on go by it', kindLabel: 'Kind', parent: 'Under', top: '(at the top)', acts: 'What to do with “{name}”', order: 'Order', up: 'Move up', down: 'Move down',
    people: '1 person | {n} people', contracts: '1 contract | {n} contracts', moved: 'Moved “{name}” with all below it', undone: 'Undone', saved: 'Saved', removed: 'Deleted “{name}”', merged: 'Merged into “{name}”', retiredNow: '“{name}” is out of use and can be chosen no more',
    mergeAsk: 'The {people} people, {contracts} contracts, {grants} grants and {units} units of “{name}” go to the unit you choose, and “{name}” is gone. This cannot be undone.',
    removeAsk: 'Delete “{name}”? No person, contract or unit hangs on it.', moveAsk: 'Move “{name}” with all below it to:', inUse: '{people} people, {contracts} contracts and {units} units hang on “{name}”, so it cannot be deleted: take it out of use, or merge it into another unit.',
    empty: 'There are no units yet', emptyMend: 'Add a company first, then its departments; or import all of them from a table.', export: 'Export table', import: 'Import table', find: 'Find a unit', dragHint: 'Drag, or use the menu of each line; with the keyboard use the arrow keys, Enter opens the menu.',
    importIntro: 'CSV columns: code, kind, name, English name, parent code, active. A row whose code is known changes that unit, others are added; units not in the table stay as they are. An export serves as a template.', choose: 'Choose a CSV file', does: { add: 'New', change: 'Change', keep: 'As it is' },
    ready: 'Checked: {add} new, {change} changed', faulty: '{n} rows need correcting; nothing was changed', apply: 'Import all', imported: 'Imported', line: 'Line',
  },
  role: {
    title: 'Roles and permissions', intro: 'A role says what one may do and how far it reaches. A change counts from the next thing its holders do.', add: 'New role', copy: 'Copy', edit: 'Change', remove: 'Delete', builtIn: 'Built in', people: 'Held by {n}', name: 'Name', nameEn: 'English name', code: 'Code', codeHint: 'Begins with a small letter; stays once saved, single sign-on goes by it', scope: 'Reach', permissions: 'Permissions', count: '1 permission | {n} permissions',
    scopes: { own: "One's own contracts", unit: "Contracts of one's units", unit_below: "Of one's units and those below", all: 'All contracts' },
    preview: 'See what changes', previewTitle: 'What saving changes', nothing: "Nobody's permissions or contracts change.", gain: '1 person gains | {n} people gain', lose: '1 person loses | {n} people lose', seeMore: '1 person sees more contracts | {n} people see more contracts', seeLess: '1 person sees fewer contracts | {n} people see fewer contracts', sees: 'Sees {before} → {after} contracts', save: 'Save', back: 'Go on editing', saved: 'Role saved', removed: 'Role deleted', removeAsk: 'Delete the role “{name}”?', copyOf: '{name} (copy)', adminKeeps: 'Administrators keep this permission', history: 'The audit log tells of every change',
  },
  person: { roles: 'Further roles', until: 'Until', noEnd: 'For good', addRole: 'Add a role', units: 'Further units', access: 'What they see', edit: 'Roles and units', main: 'Main role', mainUnit: 'Main unit', ended: 'Ended' },
  share: {
    open: 'Share', title: 'Sharing and who can see it', tabGrants: 'Grants', tabWho: 'Who can see this and why', to: 'Share with', toHint: 'A name, unit or role', level: 'May', levels: { read: 'Read', comment: 'Comment', edit: 'Edit', manage: 'Manage' },
    levelMeaning: { read: 'See facts, text, risks and reports', comment: 'Read and add notes', edit: 'Comment, decide and change the record', manage: 'Edit, change the status, and share again' },
    until: 'Ends', noEnd: 'No end', reason: 'Reason', reasonHint: 'Reason, for example: due diligence', give: 'Share', given: 'Shared', revoke: 'Revoke', revoked: 'Revoked', by: 'Given by {name}, {t}', ends: 'Ends {t}', ended: 'Ended {t}; no longer in force', endless: 'No end', none: 'No separate grants yet', noneMend: 'When somebody outside the reach of the roles needs this contract, share it above with a person, unit or role; with an end it stops by itself.', kinds: { person: 'Person', unit: 'Unit', role: 'Role' }, unitHint: 'and all below', owner: 'Owner', place: 'Unit and secrecy', placeMend: 'These two decide who sees it by role.',
  },
  access: {
    who: '1 person can see this contract | {n} people can see this contract', title: 'What {name} can see', count: 'Can see 1 contract | Can see {n} contracts', of: 'Only contracts that you can see too are listed.', locked: 'This person is locked and sees nothing.', none: 'Sees no contract', noneMend: 'No contract of their own, none within the reach of their roles, and no grant.', why: 'Why', byReason: 'By reason', contracts: '1 contract | {n} contracts',
    reason: { owner: 'Is the owner', filed: 'Filed it', role: 'Role “{role}”, reach: {scope}', roleThrough: 'Role “{role}”, reach: {scope}, through “{unit}”', confidential: 'sees confidential', grant: '{by} granted: {level} ({to}), {until}', grants: 'Separate grants', for: 'For: {reason}' },
    untilEver: 'no end', until: 'until {t}', may: 'May: {what}', more: 'Show more', back: 'Back to users',
  },
  contractMay: { 'contract.read': 'read', 'contract.comment': 'comment', 'contract.decide': 'decide', 'contract.edit': 'edit', 'contract.transition': 'change status', 'contract.delete': 'delete', 'contract.share': 'share' },
}
