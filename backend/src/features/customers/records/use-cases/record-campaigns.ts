import { Injectable } from '@nestjs/common';

export interface CampaignName {
  readonly id: string;
  readonly name: string;
}

export interface CampaignSource {
  list(): Promise<readonly CampaignName[]>;
}

/** Whoever has campaigns says here which there are, so that records can be put into one and shown by its name. */
@Injectable()
export class RecordCampaigns {
  private readonly sources: CampaignSource[] = [];

  register(source: CampaignSource): void {
    this.sources.push(source);
  }

  async all(): Promise<CampaignName[]> {
    return (await Promise.all(this.sources.map((source) => source.list()))).flat();
  }

  async names(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.all()).map(({ id, name }) => [id, name]));
  }
}
