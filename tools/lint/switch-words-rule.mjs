import { SWITCH_WORDS_LIVE_IN } from '../../boundaries.mjs';
import { inRepository } from './paths.mjs';

/** FreeSWITCH's commands, event names, channel variables and modules, as they appear in strings and names. */
const WORDS =
  /\b(uuid_(?:bridge|kill|transfer|broadcast|hold|park|record|setvar|dump|answer|media|getvar|exists)|sofia(?:\/|_contact|\.conf)|CHANNEL_[A-Z_]+|bgapi|originat(?:ion|e)_[a-z_]+|variable_[a-z_]+|mod_(?:sofia|xml_curl|callcenter|fifo|conference|dptools|event_socket|spandsp)|(?:park|hangup)_after_bridge|ignore_early_media|sched_(?:hangup|transfer|api)|Unique-ID|Channel-Call-UUID|Hangup-Cause|Event-Name)\b/;

const livesHere = (path) =>
  !path.startsWith('backend/src/') || SWITCH_WORDS_LIVE_IN.some((folder) => path.startsWith(folder));

/** FreeSWITCH words stay in their two folders; everyone else speaks the `Switch` port. */
export const switchWordsRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      leaked: '"{{word}}" is a FreeSWITCH word: it belongs to features/voice/switch/freeswitch (boundaries.mjs)',
    },
  },
  create(context) {
    if (livesHere(inRepository(context.filename))) return {};
    const check = (node, text) => {
      const word = WORDS.exec(text)?.[0];
      if (word) context.report({ node, messageId: 'leaked', data: { word } });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateElement: (node) => check(node, node.value.raw),
      Identifier: (node) => check(node, node.name),
    };
  },
};
