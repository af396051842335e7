import type { Translated } from '../translated.ts';
import type { help as zh } from '../zh/help.ts';

export const help: Translated<typeof zh> = {
  help: {
    hint: 'Short answers to what is asked most.',
    todo: {
      title: 'What stands in my tasks?',
      text: 'The tasks of the posts that you hold now. Overdue ones come first, then those due today. Open one to handle it.',
    },
    complete: {
      title: 'How do I complete a task?',
      text: 'Open it, fill in the form and press an answer below. Some answers ask for a reason first. Where several people hold the post, “Take it” tells the others that you are on it.',
    },
    draft: {
      title: 'I have to leave half-way. What now?',
      text: 'What you type is saved every two seconds; the lower edge says when. Log in again, on any device, and open the task to go on.',
    },
    late: {
      title: 'How are deadlines counted, and what if one is missed?',
      text: 'By the working calendar, without holidays and with make-up days. The task says until when, on what basis, and who is told when it is late.',
    },
    provisional: {
      title: 'What does “Holidays not published yet” mean?',
      text: 'The deadline reaches into a year whose holidays are not announced. It is counted again, on the record, once they are.',
    },
    extension: {
      title: 'How do I ask for more time?',
      text: 'Before the deadline, on the page of the task, beside the date; after it none is taken. Until it is approved the old date stands.',
    },
    ledger: {
      title: 'How do I import a ledger?',
      text: 'Choose “Import a ledger” in the ledger. You first see every cell that has a problem, with its address and the mend. When you confirm, each good row starts one case; importing the same file again starts nothing twice.',
    },
    conflict: {
      title: 'It says that someone else completed the task',
      text: 'A task is completed once. The page says who and when; what you typed is still there to copy into a progress entry.',
    },
    outage: {
      title: 'Can I go on while the network is down?',
      text: 'Yes. Your text stays on the page and is saved when the network is back. Pressing again is safe: nothing is sent twice.',
    },
    contact: { title: 'Another question?', text: 'Ask the administrator of your unit.' },
    signs: 'The three lights',
    red: 'At least one case is overdue.',
    yellow: 'None is overdue, but one is due soon.',
    green: 'None is overdue or due soon.',
  },
};
