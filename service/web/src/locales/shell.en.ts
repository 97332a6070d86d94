/** The app's shell: offline, updates, installation. */
export default {
  keys: { next: 'To the next thing that can be used', close: 'Close a panel or dialog' },
  offline: 'No network: what you see may be out of date, and changes cannot be saved now.',
  newer: 'A new version of Jianqi is ready; it starts after a reload.', reload: 'Reload', later: 'Later',
  install: 'Install as an app', installHint: 'Once installed, Jianqi opens from the desktop or the home screen; on a phone use "Add to Home Screen" in the browser\'s menu. No contract is kept on the device.',
  installed: 'Running as an installed app.',
}
