/** Upload with the camera. */
export default {
  mode: 'How to upload', files: 'Choose files', photos: 'Take photos',
  take: 'Take a page', choose: 'From the album', live: 'Page after page', liveHint: 'Hold the page in view and press "Shoot"; press "Finish" after the last page.', shoot: 'Shoot', finish: 'Finish', count: '{n} taken',
  hint: 'One photo a page; all photos in order become one contract. Jianqi finds the sheet\'s four corners and lays it flat; every page can be adjusted.',
  kept: 'The photos wait in this browser, and are deleted as soon as they are uploaded or you sign out. The flat pages are read; the photos as taken are kept beside them, encrypted.', unkept: 'This browser keeps nothing (a private window, perhaps): the photos are lost when you close the page.',
  unreadable: '"{name}" cannot be opened: take it as JPG or PNG and try again.', looking: 'Looking for the sheet…', check: 'Check the edges',
  page: 'Page {n}', photo: 'The photo as taken', correct: 'Adjust the edges', correctPage: 'Adjust the edges of page {n}', turn: 'Rotate', turnPage: 'Rotate page {n} clockwise', retake: 'Take page {n} again', remove: 'Delete page {n}',
  earlier: 'Move page {n} forward', later: 'Move page {n} back', drag: 'Drag page {n}, or move it by the arrow keys', dragHint: 'Drag to sort; arrow keys work too', moved: 'Now page {n} of {all}',
  cornersHint: 'Drag the four dots to the sheet\'s corners; or reach a dot by Tab and move it by the arrow keys (faster with Shift).',
  corner: { topLeft: 'Top left corner, {x}% across, {y}% down', topRight: 'Top right corner, {x}% across, {y}% down', bottomRight: 'Bottom right corner, {x}% across, {y}% down', bottomLeft: 'Bottom left corner, {x}% across, {y}% down' },
  crossed: 'The edges must not cross: put each dot back to its own corner.', lookAgain: 'Find again', whole: 'Whole photo',
  look: 'Look', looks: { colour: 'Colour', plain: 'As taken', grey: 'Black & white' }, greyHint: 'Black and white takes the red away: a red seal over text can then not be told from the text.',
  send: 'Upload and read ({n})', fileName: 'Photographed contract {day}',
  lost: 'The connection was lost; all photos are still here', lostMend: 'It is tried again once the network is back, or when you press "Try again".',
  originals: { open: 'Photos as taken ({n})', title: 'Photos as taken', hint: 'The photos before the pages were laid flat, byte for byte; looking at them is on record.', noPreview: 'This browser cannot show this format', save: 'Download the photo of page {n}' },
  refused: 'The camera cannot be opened: allow it in the browser, or use "Take a page".',
}
