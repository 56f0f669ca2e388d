import { headStarts } from './head-starts';

it('puts channels in the order of their weight and says how long each has to wait to overtake the one before', () => {
  expect(headStarts({ call: 300, chat: 200, messenger: 200, mail: 50, sms: 100 })).toEqual([
    { sooner: 'call', later: 'chat', seconds: 100 },
    { sooner: 'chat', later: 'messenger', seconds: 0 },
    { sooner: 'messenger', later: 'sms', seconds: 100 },
    { sooner: 'sms', later: 'mail', seconds: 50 },
  ]);
});
