import { Controller, Get, Logger, Post } from '@nestjs/common';
import { bootApp, type TestApp } from '../../testing/boot-app';
import { Authenticated } from '../http';
import { loggerTo, PinoLogger } from '.';

@Controller('things')
class ThingsController {
  private readonly logger = new Logger('Things');

  @Post()
  @Authenticated()
  post() {
    this.logger.log({ password: 'hush', caller: '+48221234567' }, 'Calling +48221234567');
    return {};
  }

  @Get()
  @Authenticated()
  get() {
    throw new Error('broken');
  }
}

describe('log', () => {
  let app: TestApp;
  const lines: string[] = [];
  beforeAll(async () => {
    const destination = { write: (line: string) => void lines.push(line) };
    app = await bootApp({ modules: [loggerTo(destination)], controllers: [ThingsController] });
    app.app.useLogger(app.get(PinoLogger));
  });
  afterAll(() => app.close());
  beforeEach(() => void lines.splice(0));

  const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('gives each line of a request its id, and hides what nobody shall read', async () => {
    await app.http
      .post('/api/v1/things?token=abc')
      .set('x-request-id', 'request-1')
      .set('authorization', 'Bearer x')
      .expect(401);
    await app.http.post('/api/v1/things?token=abc').set('x-request-id', 'request-2').expect(201);
    expect(lines.join('')).not.toMatch(/hush|221234|Bearer|abc/);
    const [line, done] = parsed().filter(({ req }) => (req as { id: string }).id === 'request-2');
    expect(line).toMatchObject({ context: 'Things', msg: 'Calling +48…567', password: '[hidden]', caller: '+48…567' });
    expect(done).toMatchObject({ req: { method: 'POST', path: '/api/v1/things' }, res: { status: 201 }, level: 30 });
  });

  it('logs what broke with its stack', async () => {
    await app.http.get('/api/v1/things').expect(500);
    const broken = parsed().find(({ msg }) => msg === 'internal-error');
    expect(broken).toMatchObject({
      level: 50,
      err: { message: 'broken', stack: expect.stringContaining('logging.api.spec') },
    });
  });
});
