import { Global, Module } from '@nestjs/common';
import { DiskAccount } from './disk-account';
import { FileStore } from './file-store';

@Global()
@Module({ providers: [DiskAccount, FileStore], exports: [FileStore] })
export class FilesModule {}
