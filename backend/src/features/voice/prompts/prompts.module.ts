import { Module } from '@nestjs/common';
import { FragmentStore } from './data/fragment.store';
import { PlaylistStore } from './data/playlist.store';
import { PromptStore } from './data/prompt.store';
import { SoundFiles } from './data/sound-files';
import { configuredPlaylists } from './edge/configured-playlists';
import { configuredPrompts } from './edge/configured-prompts';
import { PlaylistsController } from './edge/playlists.controller';
import { PromptVariantsController } from './edge/prompt-variants.controller';
import { PromptsController } from './edge/prompts.controller';
import { SpeechController } from './edge/speech.controller';
import { SPEECH_ENGINE } from './port/speech-engine';
import { installedSpeech } from './speech/installed-speech';
import { Playlists } from './use-cases/playlists';
import { PreviewSpeech } from './use-cases/preview-speech';
import { PromptSettings } from './use-cases/prompt-settings';
import { PromptUses } from './use-cases/prompt-uses';
import { PromptVariants } from './use-cases/prompt-variants';
import { Prompts } from './use-cases/prompts';
import { Speech } from './use-cases/speech';
import { SpeechCache } from './use-cases/speech-cache';
import { SpeechMeter } from './use-cases/speech-meter';

@Module({
  controllers: [PromptsController, PromptVariantsController, PlaylistsController, SpeechController],
  providers: [
    PromptStore,
    configuredPlaylists,
    configuredPrompts,
    PlaylistStore,
    FragmentStore,
    SoundFiles,
    { provide: SPEECH_ENGINE, useFactory: installedSpeech },
    SpeechCache,
    Speech,
    SpeechMeter,
    PreviewSpeech,
    Prompts,
    PromptUses,
    PromptSettings,
    PromptVariants,
    Playlists,
  ],
  exports: [Prompts, Playlists, PromptUses],
})
export class PromptsModule {}
