// Cancel, retry and play.

import { api } from '../api.js';
import { h, listen } from '../page/dom.js';
import { icon } from '../page/icons.js';

const WORDS = { cancel: 'Cancel', retry: 'Retry', play: 'Play' };

/** A button for each action that is possible now. */
export function actionButtons(kind, id, actions, small = false) {
  return actions.length === 0 ? '' : h('span', { class: 'actions' }, actions.map(action =>
    h('button', { type: 'button', class: `action ${action}${small ? ' small' : ''}`, 'data-kind': kind, 'data-id': id, 'data-action': action,
      title: WORDS[action], 'aria-label': small ? WORDS[action] : undefined }, icon(action), small ? '' : WORDS[action])));
}

/** Makes the buttons below `root` work; `done` is called after a success, `failed` gets the error. */
export function listenToActions(root, done, failed) {
  listen(root, 'click', 'button[data-action]', async button => {
    const { kind, id, action } = button.dataset;
    button.disabled = true;
    try {
      await api.act(kind, id, action);
      await done(kind, action);
    } catch (error) {
      failed(error);
    } finally {
      button.disabled = false;
    }
  });
}
