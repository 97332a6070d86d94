/** Words of passkeys. */
export default {
  title: 'Passkeys',
  intro: 'Sign in with your finger, face or the PIN of your device instead of a password. It works at the address of this service only, so it cannot be phished. Once you have one, a password alone does not open.',
  none: 'No passkey yet.', noneMend: 'You can add this computer, a phone or a security key.',
  add: 'Add a passkey', addHint: 'Type your present password; then follow your device.', name: 'Name', suggested: 'Passkey of {device}', unnamed: 'Passkey',
  added: 'Added; you can sign in with it from now on', used: 'last used {t}', unused: 'not used yet', since: 'added {t}', synced: 'on several devices',
  rename: 'Rename', renamed: 'Renamed', remove: 'Remove', removeAsk: 'Remove “{name}”? It will open nothing after that. Type your password to confirm.', removed: 'Removed',
  signIn: 'Sign in with a passkey', use: 'Use a passkey', or: 'or',
  declined: 'Not finished', declinedMend: 'The device’s window was closed or its time is over; try again, or use another way.',
  here: 'Passkeys cannot be added at this address: open the service by its https name, or on the machine itself by http://localhost.',
  unsupported: 'This browser knows no passkeys; please update it.',
  failed: 'The device gave no passkey', failedMend: 'Try again; if it stays, make sure that you opened the service’s own address.',
  held: 'This device has been added already', heldMend: 'There is nothing to do.',
  demanded: 'This installation demands a second factor. Add a passkey or turn on one-time codes below; then go on.',
}
